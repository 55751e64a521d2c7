package dev.fairlead.helidon;

import dev.fairlead.decide.Operation;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Something that an app can be asked beside its decisions. */
final class PostOperation<I, O> implements Handler {
    private static final String HINT = "GET /openapi.yaml describes the request.";

    private final Operation<I, O> operation;

    PostOperation(Operation<I, O> operation) {
        this.operation = operation;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        I asked = parse(Body.read(request, response, in -> in.readAllBytes()));
        O answer = answer(asked);
        Answer.send(response, Status.OK_200, out -> operation.response().write(answer, out));
    }

    private I parse(byte[] body) {
        try {
            Contract in = new Contract(Json.parse(body));
            I asked = operation.request().read(in);
            in.refuseUnread();
            return asked;
        } catch (ContractViolation e) {
            throw ApiError.of(e, HINT);
        }
    }

    private O answer(I asked) {
        try {
            return operation.handler().apply(asked);
        } catch (IllegalArgumentException e) {
            throw new ApiError(Status.UNPROCESSABLE_CONTENT_422, String.valueOf(e.getMessage()), HINT);
        }
    }
}
