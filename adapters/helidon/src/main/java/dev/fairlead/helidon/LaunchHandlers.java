package dev.fairlead.helidon;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchReadouts;
import dev.fairlead.launch.LaunchReport;
import dev.fairlead.launch.LaunchService;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What operators ask of the desk of launches. */
final class LaunchHandlers {
    private LaunchHandlers() {}

    /** Lists all launches. */
    record All(LaunchService desk) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Json.Arr reports = new Json.Arr(desk.launches().all().stream()
                    .<Json>map(launch -> LaunchReport.of(launch, desk.exposures(), desk.launches())
                            .json())
                    .toList());
            send(response, Status.OK_200, new Json.Obj(Map.of("launches", reports)));
        }
    }

    /** Starts one. */
    record Start(LaunchService desk) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Json asked = body(request, response);
            send(response, Status.CREATED_201, answered(() -> desk.start(asked), desk));
        }
    }

    /** Shows one. */
    record One(LaunchService desk) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            send(response, Status.OK_200, answered(() -> desk.get(launch(request)), desk));
        }
    }

    /** Changes one. */
    record Apply(LaunchService desk, LaunchService.Change change) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Json asked = body(request, response);
            send(response, Status.OK_200, answered(() -> desk.change(launch(request), change, asked), desk));
        }
    }

    /** Looks at one before it starts. */
    record Forecast(LaunchReadouts books) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("as_of"));
            Optional<Instant> asOf = LaunchReadings.time(request, "as_of");
            Json asked = body(request, response);
            requireNamed(launch(request), asked);
            send(response, Status.OK_200, LaunchReadings.answered(() -> books.forecast(asked, asOf, _ -> {})));
        }

        private static void requireNamed(String launch, Json asked) {
            boolean named = asked instanceof Json.Obj request
                    && request.get("plan").orElse(Json.NULL) instanceof Json.Obj plan
                    && plan.get("name").orElse(Json.NULL).equals(Json.of(launch));
            if (!named) {
                throw new ApiError(
                        Status.UNPROCESSABLE_CONTENT_422,
                        "plan.name: must be \"" + launch + "\", as in the path",
                        "Nothing was changed.");
            }
        }
    }

    /** Looks back at one. */
    record Review(LaunchReadouts books) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Json asked = body(request, response);
            send(response, Status.OK_200, LaunchReadings.answered(() -> books.review(launch(request), asked)));
        }
    }

    private static String launch(ServerRequest request) {
        return request.path().pathParameters().get("launch");
    }

    private static Json body(ServerRequest request, ServerResponse response) {
        byte[] body = Body.read(request, response, InputStream::readAllBytes);
        try {
            return Json.parse(new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new ApiError(
                    Status.BAD_REQUEST_400,
                    "the body is not JSON: " + e.getMessage(),
                    "Send one JSON object in UTF-8.");
        }
    }

    private static Json.Obj answered(Supplier<Launch> launch, LaunchService desk) {
        try {
            return LaunchReport.of(launch.get(), desk.exposures(), desk.launches())
                    .withHistory();
        } catch (UserException e) {
            throw new ApiError(status(e.kind()), String.valueOf(e.getMessage()), "Nothing was changed.");
        }
    }

    static Status status(UserException.Kind kind) {
        return switch (kind) {
            case INVALID -> Status.UNPROCESSABLE_CONTENT_422;
            case UNKNOWN -> Status.NOT_FOUND_404;
            case CONFLICT -> Status.CONFLICT_409;
        };
    }

    static void send(ServerResponse response, Status status, Json.Obj content) {
        response.status(status);
        response.header(HeaderValues.CONTENT_TYPE_JSON);
        response.send(content.canonical().getBytes(StandardCharsets.UTF_8));
    }
}
