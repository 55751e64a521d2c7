package dev.fairlead.helidon;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.time.TimeFormat;
import dev.fairlead.launch.LaunchReadouts;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What operators read of a launch's outcomes. */
final class LaunchReadings {
    private static final String HINT = "Nothing was changed.";

    private LaunchReadings() {}

    /** Its plan's effects, checks and verdicts. */
    record ReadOut(LaunchReadouts books, ReadoutWriter writer) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("as_of"));
            LaunchReadouts.Pages pages = answered(() -> books.readout(launch(request), asOf(request)));
            Answer.send(response, Status.OK_200, out -> writer.write(pages, out));
        }
    }

    /** Its units, as CSV. */
    record Units(LaunchReadouts books) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("as_of", "holdout"));
            boolean heldOut = flag(request, "holdout");
            UnitTable units = answered(() -> books.units(launch(request), asOf(request), heldOut));
            response.status(Status.OK_200);
            response.header(HeaderNames.CONTENT_TYPE, "text/csv; charset=utf-8");
            response.header(HeaderNames.create("X-As-Of"), units.asOf().toString());
            try (var out =
                    new BufferedWriter(new OutputStreamWriter(response.outputStream(), StandardCharsets.UTF_8))) {
                units.write(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String launch(ServerRequest request) {
        return request.path().pathParameters().get("launch");
    }

    private static Optional<Instant> asOf(ServerRequest request) {
        return time(request, "as_of");
    }

    static Optional<Instant> time(ServerRequest request, String name) {
        return request.query().first(name).asOptional().map(text -> {
            try {
                return Instant.ofEpochMilli(TimeFormat.STANDARD.text(text));
            } catch (IllegalArgumentException e) {
                throw Asked.wrong(name + ": must be a time such as 2026-03-02T00:00:00Z, not \"" + text + "\"");
            }
        });
    }

    private static boolean flag(ServerRequest request, String name) {
        String value = request.query().first(name).orElse("false");
        if (!Set.of("true", "false").contains(value)) {
            throw Asked.wrong(name + ": must be true or false, not \"" + value + "\"");
        }
        return value.equals("true");
    }

    static <T> T answered(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UserException e) {
            throw new ApiError(LaunchHandlers.status(e.kind()), String.valueOf(e.getMessage()), HINT);
        }
    }
}
