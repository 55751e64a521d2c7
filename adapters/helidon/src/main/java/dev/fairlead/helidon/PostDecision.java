package dev.fairlead.helidon;

import dev.fairlead.decide.Decider;
import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.decide.DecisionRequests;
import dev.fairlead.decide.Guarded;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Decision;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFields;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Asks one app's decider. Once the request is understood there is an answer, even when the decider fails. */
final class PostDecision implements Handler {
    private final String app;
    private final Decider decider;
    private final Meters meters;

    PostDecision(String app, Decider decider, Meters meters) {
        this.app = app;
        this.decider = new Guarded(app, decider);
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        DecisionRequest asked = parse(Body.read(request, response, in -> in.readAllBytes()));
        Decision decision = decider.decide(asked);
        meters.decision(app, decision.fallback());
        Answer.send(response, Status.OK_200, out -> {
            out.text("request", decision.id());
            out.text("launch", decision.assigned().launch());
            out.text("arm", decision.assigned().arm());
            out.text("model", decision.model());
            out.text("fallback", decision.fallback());
            out.text("as_of", decision.asOf().toString());
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
            JsonFields fields = Json.parse(body);
            return DecisionRequests.read(new Contract(fields), fields, fields.startsWithText("candidates"));
        } catch (ContractViolation e) {
            throw ApiError.of(e, "GET /openapi.yaml describes the request.");
        }
    }
}
