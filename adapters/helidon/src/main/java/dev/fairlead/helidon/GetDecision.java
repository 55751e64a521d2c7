package dev.fairlead.helidon;

import dev.fairlead.decide.Decider;
import dev.fairlead.events.Decision;
import dev.fairlead.events.EventType;
import dev.fairlead.json.JsonFieldWriter;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.Logged;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;

/** Explains a logged decision: what was asked, what was scored, and why each item stands where it stands. */
final class GetDecision implements Handler {
    private static final System.Logger LOGGER = System.getLogger(GetDecision.class.getName());

    private final EventIndex index;
    private final Map<String, Decider> deciders;

    GetDecision(EventIndex index, Map<String, Decider> deciders) {
        this.index = index;
        this.deciders = deciders;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        Logged logged = index.find(id).orElseThrow(() -> notFound("no decision '" + id + "' is in the log"));
        if (!(logged.event() instanceof Decision decision)) {
            throw notFound("'" + id + "' is no decision but an event of type "
                    + EventType.of(logged.event()).wire());
        }
        List<String> names = featureNames(decision);
        Answer.send(response, Status.OK_200, out -> write(out, logged, decision, names));
    }

    private static ApiError notFound(String message) {
        return new ApiError(
                Status.NOT_FOUND_404, message, "A decision's id is the field `request` of the answer that it made.");
    }

    private List<String> featureNames(Decision decision) {
        Decider decider = deciders.get(decision.app());
        try {
            return decider == null ? List.of() : decider.featureNames(decision);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The features of decision '" + decision.id() + "' cannot be named.", e);
            return List.of();
        }
    }

    private static void write(JsonFieldWriter out, Logged logged, Decision decision, List<String> names) {
        out.text("id", decision.id());
        out.whole("partition", logged.partition());
        out.whole("offset", logged.offset());
        out.whole("time", decision.time());
        out.text("app", decision.app());
        out.text("user", decision.user());
        out.text("session", decision.session());
        out.record("context", to -> {
            to.text("market", decision.context().market());
            to.text("device", decision.context().device());
            to.text("time_zone", decision.context().timeZone());
            to.text("query", decision.context().query());
        });
        out.text("launch", decision.assigned().launch());
        out.text("plan", decision.assigned().plan());
        out.text("arm", decision.assigned().arm());
        out.text("unit", decision.assigned().unit());
        out.number("arm_propensity", decision.assigned().propensity());
        out.text("model", decision.model());
        out.text("fingerprint", decision.fingerprint());
        out.text("fallback", decision.fallback());
        out.text("as_of", decision.asOf().toString());
        out.texts("candidates", decision.candidates());
        out.numbers("prices", decision.prices());
        out.records("slots", decision.slots(), (slot, _) -> write(out, slot, names));
    }

    private static void write(JsonFieldWriter out, Decision.Slot slot, List<String> names) {
        out.text("item", slot.item());
        out.whole("position", slot.position());
        out.text("source", slot.source());
        out.text("rule", slot.rule());
        out.whole("index", slot.index());
        out.number("price", slot.price());
        out.number("score", slot.score());
        out.number("probability", slot.probability());
        out.number("value", slot.value());
        out.number("propensity", slot.propensity());
        float[] row = slot.features();
        out.record("features", to -> {
            for (int i = 0; i < row.length; i++) {
                to.single(names.size() == row.length ? names.get(i) : String.valueOf(i), row[i]);
            }
        });
    }
}
