package dev.fairlead.helidon;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.launch.LaunchRecords;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What operators read of what was done to launches. */
final class LaunchRecordHandlers {
    private LaunchRecordHandlers() {}

    /** Of one launch. */
    record Of(Function<String, Json.Obj> record) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            String launch = request.path().pathParameters().get("launch");
            LaunchHandlers.send(response, Status.OK_200, LaunchReadings.answered(() -> record.apply(launch)));
        }
    }

    /** What was live. */
    record Live(LaunchRecords records) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("at", "unit"));
            Instant at = LaunchReadings.time(request, "at").orElseThrow(() -> Asked.wrong("at: say at which time"));
            Optional<String> unit = request.query().first("unit").asOptional();
            LaunchHandlers.send(response, Status.OK_200, records.live(at, unit));
        }
    }
}
