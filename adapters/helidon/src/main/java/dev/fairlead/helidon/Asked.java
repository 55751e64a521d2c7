package dev.fairlead.helidon;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;

/** What a request asks in its query or its body, checked. */
final class Asked {
    private Asked() {}

    /** Reads a body. */
    interface Each<T> {
        T from(Contract in) throws ContractViolation;
    }

    /** The body as one JSON object with the fields that {@code each} reads and no others. */
    static <T> T body(ServerRequest request, ServerResponse response, Each<T> each) {
        byte[] body = Body.read(request, response, in -> in.readAllBytes());
        try {
            Contract in = new Contract(Json.parse(body));
            T read = each.from(in);
            in.refuseUnread();
            return read;
        } catch (ContractViolation e) {
            throw new ApiError(
                    Status.BAD_REQUEST_400,
                    (e.field().isEmpty() ? "" : e.field() + ": ") + e.reason(),
                    "Nothing was changed. See /openapi.yaml.");
        }
    }

    static void refuseUnknown(ServerRequest request, Set<String> known) {
        for (String name : request.query().names()) {
            if (!known.contains(name)) {
                throw wrong("the parameter \"" + name + "\" is unknown; known are " + String.join(", ", known));
            }
        }
    }

    /** A whole number of the query. */
    static long whole(ServerRequest request, String name, long low, long high, long absent) {
        String text = request.query().first(name).orElse(Long.toString(absent));
        try {
            long value = Long.parseLong(text);
            if (low <= value && value <= high) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw wrong(name + ": must be a whole number from " + low + " to " + high + ", not \"" + text + "\"");
    }

    static ApiError wrong(String sentence) {
        return new ApiError(Status.BAD_REQUEST_400, sentence, "See /openapi.yaml.");
    }
}
