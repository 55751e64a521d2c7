package dev.fairlead.helidon;

import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Schema;
import dev.fairlead.json.JsonFieldWriter;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.Logged;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Explains a logged decision: what was asked, what was scored, and why each choice stands where it stands. */
final class GetDecision implements Handler {
    private final EventIndex index;
    private final EventTypes types;
    private final Map<String, AppInstance<?>> apps = new HashMap<>();

    GetDecision(EventIndex index, EventTypes types, List<AppInstance<?>> apps) {
        this.index = index;
        this.types = types;
        apps.forEach(each -> this.apps.put(each.app().name(), each));
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        String id = request.path().pathParameters().get("id");
        Logged logged = index.find(id).orElseThrow(() -> notFound("no decision '" + id + "' is in the log"));
        if (!(logged.event() instanceof Decision decision)) {
            throw notFound("'" + id + "' is no decision but an event of type "
                    + types.of(logged.event()).name());
        }
        List<String> names = featureNames(decision);
        Answer.send(response, Status.OK_200, out -> write(out, logged, decision, names));
    }

    private static ApiError notFound(String message) {
        return new ApiError(
                Status.NOT_FOUND_404, message, "A decision's id is the field `request` of the answer that it made.");
    }

    /** Empty when other features than today's made the decision. */
    private List<String> featureNames(Decision decision) {
        AppInstance<?> app = apps.get(decision.app());
        if (app == null) {
            return List.of();
        }
        RunningApp.FeatureNames now = app.running().featureNames();
        return now.fingerprint().equals(decision.fingerprint()) ? now.names() : List.of();
    }

    private void write(JsonFieldWriter out, Logged logged, Decision decision, List<String> names) {
        out.text("id", decision.id());
        out.whole("partition", logged.partition());
        out.whole("offset", logged.offset());
        out.whole("time", decision.time());
        out.text("app", decision.app());
        out.records("arms", decision.arms(), Assigned.SCHEMA::write);
        out.text("release", decision.release());
        out.text("fingerprint", decision.fingerprint());
        out.text("fallback", decision.fallback());
        out.text("as_of", decision.asOf().toString());
        AppInstance<?> app = apps.get(decision.app());
        if (app != null) {
            out.object("query", to -> write(app.app().queries().schema(), decision.query(), to));
        }
        out.records("choices", decision.choices(), (choice, _) -> write(out, choice, names));
        out.text("numbers", decision.numbers());
        out.numbers("carried", decision.carried());
        out.number("millis", decision.millis());
    }

    private static <Q extends Query> void write(Schema<Q> schema, Query query, FieldWriter out) {
        schema.write(schema.type().cast(query), out);
    }

    private static void write(JsonFieldWriter out, Choice choice, List<String> names) {
        out.text("action", choice.action());
        out.whole("place", choice.place());
        out.text("source", choice.source());
        out.text("rule", choice.rule());
        out.whole("index", choice.index());
        out.number("score", choice.score());
        out.number("probability", choice.probability());
        out.number("amount", choice.amount());
        out.number("value", choice.value());
        out.number("propensity", choice.propensity());
        float[] row = choice.features();
        out.record("features", to -> {
            for (int i = 0; i < row.length; i++) {
                to.single(names.size() == row.length ? names.get(i) : String.valueOf(i), row[i]);
            }
        });
    }
}
