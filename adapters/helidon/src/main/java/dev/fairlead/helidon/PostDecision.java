package dev.fairlead.helidon;

import dev.fairlead.decide.AnswerType;
import dev.fairlead.decide.App;
import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFieldWriter;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Asks one app's decider. Once the request is understood there is an answer, even when the decider fails. */
final class PostDecision<Q extends Query> implements Handler {
    private final App<Q, ?> app;
    private final Decider<Q> decider;
    private final Meters meters;

    /** @param decider which always answers */
    PostDecision(App<Q, ?> app, Decider<Q> decider, Meters meters) {
        this.app = app;
        this.decider = decider;
        this.meters = meters;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Q asked = parse(Body.read(request, response, in -> in.readAllBytes()));
        Decision decision = decider.decide(asked);
        meters.decision(app.name(), decision.fallback());
        Answer.send(response, Status.OK_200, out -> write(app.answers(), decision, out));
    }

    private static <A> void write(AnswerType<A> type, Decision decision, JsonFieldWriter out) {
        type.schema().write(type.of().apply(decision), out);
    }

    private Q parse(byte[] body) {
        try {
            return app.queries().reader().read(Json.parse(body));
        } catch (ContractViolation e) {
            throw ApiError.of(e, "GET /openapi.yaml describes the request.");
        }
    }
}
