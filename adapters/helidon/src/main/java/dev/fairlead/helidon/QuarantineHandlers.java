package dev.fairlead.helidon;

import dev.fairlead.log.Quarantine;
import dev.fairlead.log.Quarantined;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;

/** Events that a state could not take, for operators. */
final class QuarantineHandlers {
    /** Most that an answer lists. */
    static final int PAGE = 10_000;

    private QuarantineHandlers() {}

    /** Those with the smallest offsets. */
    record All(Quarantine quarantine) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Asked.refuseUnknown(request, Set.of("limit"));
            int limit = (int) Asked.whole(request, "limit", 1, PAGE, PAGE);
            List<Quarantined> events = quarantine.list(limit);
            Answer.send(response, Status.OK_200, out -> {
                out.whole("events", quarantine.count());
                out.records("quarantined", events, (one, to) -> {
                    to.whole("partition", one.partition());
                    to.whole("offset", one.offset());
                    to.text("id", one.id());
                    to.text("state", one.state());
                    to.text("cause", one.cause());
                    to.whole("time", one.time());
                });
            });
        }
    }

    /** Asks for their states to be replayed at the next start. */
    record Retry(Quarantine quarantine) implements Handler {
        @Override
        public void handle(ServerRequest request, ServerResponse response) {
            Set<String> states = quarantine.retry();
            Answer.send(
                    response,
                    Status.OK_200,
                    out -> out.texts("states", states.stream().sorted().toList()));
        }
    }
}
