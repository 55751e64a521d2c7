package dev.fairlead.helidon;

import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFieldWriter;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Consumer;

/** Answers in JSON. Every field of an answer is always there: {@code ""}, {@code null} or {@code []} when not known. */
final class Answer {
    private Answer() {}

    static void send(ServerResponse response, Status status, Consumer<JsonFieldWriter> content) {
        response.status(status);
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(Json.complete(content));
    }

    static void send(ServerResponse response, ApiError error) {
        send(response, error.status(), out -> writeError(out, error));
    }

    static void writeError(JsonFieldWriter out, ApiError error) {
        out.record("error", fields -> {
            fields.whole("status", error.status().code());
            fields.text("message", error.message());
            fields.text("hint", error.hint());
        });
    }
}
