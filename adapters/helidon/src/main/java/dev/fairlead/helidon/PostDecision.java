package dev.fairlead.helidon;

import dev.fairlead.decide.Candidate;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Assigned;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Decision;
import dev.fairlead.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks one app's decider. Once the request is understood there is an answer, even when the decider fails. */
final class PostDecision implements Handler {
    private static final System.Logger LOGGER = System.getLogger(PostDecision.class.getName());
    private static final float[] NO_FEATURES = {};
    private static final double[] NO_PRICES = {};

    private final String app;
    private final Decider decider;
    private final Meters meters;

    PostDecision(String app, Decider decider, Meters meters) {
        this.app = app;
        this.decider = decider;
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        DecisionRequest asked = parse(Body.read(request, response, in -> in.readAllBytes()));
        Decision decision = decide(asked);
        meters.decision(app, decision.fallback());
        Answer.send(response, Status.OK_200, out -> {
            out.text("request", decision.id());
            out.text("launch", decision.assigned().launch());
            out.text("arm", decision.assigned().arm());
            out.text("model", decision.model());
            out.text("fallback", decision.fallback());
            out.whole("as_of", decision.asOf());
            out.records("items", decision.slots(), (slot, to) -> {
                to.text("item", slot.item());
                to.whole("position", slot.position());
                to.number("score", slot.score());
                to.number("probability", slot.probability());
                to.number("value", slot.value());
                to.number("propensity", slot.propensity());
                to.number("price", slot.price());
                to.text("source", slot.source());
                to.text("rule", slot.rule());
            });
        });
    }

    private static DecisionRequest parse(byte[] body) {
        try {
            return DecisionRequests.read(Json.parse(body));
        } catch (ContractViolation e) {
            throw ApiError.of(e, "GET /openapi.yaml describes the request.");
        }
    }

    /** A decider keeps its own fallbacks; one that throws anything at all is broken, and the caller's order stands in for it. */
    private Decision decide(DecisionRequest asked) {
        try {
            return decider.decide(asked);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "The decider of '" + app + "' failed; the candidates' given order answered.", e);
            return givenOrder(asked);
        }
    }

    /** Not in the log: its id joins to nothing, and says so. */
    private Decision givenOrder(DecisionRequest asked) {
        List<Candidate> shown = asked.candidates()
                .subList(0, Math.min(asked.n(), asked.candidates().size()));
        List<Decision.Slot> slots = new ArrayList<>(shown.size());
        for (Candidate c : shown) {
            int at = slots.size();
            slots.add(new Decision.Slot(
                    c.item(),
                    at + 1,
                    c.source(),
                    "",
                    at,
                    c.price(),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    1,
                    NO_FEATURES));
        }
        List<String> items = asked.candidates().stream().map(Candidate::item).toList();
        return new Decision(
                "unlogged-" + UUID.randomUUID(),
                0,
                app,
                asked.user(),
                asked.session(),
                asked.context(),
                Assigned.NONE,
                "",
                "",
                "error",
                0,
                items,
                NO_PRICES,
                slots);
    }
}
