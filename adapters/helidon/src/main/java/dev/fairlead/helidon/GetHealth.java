package dev.fairlead.helidon;

import dev.fairlead.log.Position;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Any answer means alive; 200 means ready for traffic, 503 not (yet). */
final class GetHealth implements Handler {
    private static final System.Logger LOGGER = System.getLogger(GetHealth.class.getName());

    private final Supplier<Health> health;

    GetHealth(Supplier<Health> health) {
        this.health = health;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        Health now = ask();
        Answer.send(response, now.ready() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, out -> {
            out.text("status", now.ready() ? "ready" : "not ready");
            out.text("detail", now.detail());
            out.text("release", now.release());
            out.text("log_end", now.logEnd().toString());
            out.text("applied", now.applied().toString());
            out.whole("lag", now.lag());
            out.whole("dead_letters", now.deadLetters());
            out.whole("quarantined", now.quarantined());
            out.whole("expired", now.expired());
        });
    }

    private Health ask() {
        try {
            return health.get();
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "The state of the process cannot be told.", e);
            return new Health(
                    false,
                    "the state of the process cannot be told: " + e,
                    "",
                    Position.START,
                    Position.START,
                    0,
                    0,
                    0);
        }
    }
}
