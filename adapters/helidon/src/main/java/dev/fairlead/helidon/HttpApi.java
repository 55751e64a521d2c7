package dev.fairlead.helidon;

import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Intake;
import dev.fairlead.log.EventLog;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The HTTP API of one process. It serves from the moment it is made until it is closed. */
public final class HttpApi implements AutoCloseable {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    /** How long {@link #close} lets requests finish that are already being answered. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * What the API is made of. None of it is closed with it.
     *
     * @param deciders by the app's name: "feed" answers at {@code /v1/feed}
     * @param port 0 takes a free one; see {@link HttpApi#port}
     */
    public record Parts(
            Intake intake,
            EventLog log,
            Freshness freshness,
            Map<String, Decider> deciders,
            PrometheusMeterRegistry metrics,
            Supplier<Health> health,
            String host,
            int port) {}

    private final WebServer server;

    /** @throws UncheckedIOException if host and port cannot be listened on */
    public HttpApi(Parts parts) {
        Meters meters = new Meters(parts.metrics, parts.log, parts.health);
        server = WebServer.builder()
                .host(parts.host)
                .port(parts.port)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .directHandlers(protocolErrors())
                .routing(new Router(endpoints(parts, meters), meters).routing())
                .build();
        start(parts);
    }
}
