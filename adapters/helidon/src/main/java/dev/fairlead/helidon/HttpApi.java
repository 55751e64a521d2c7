package dev.fairlead.helidon;

import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Ingest;
import dev.fairlead.events.EventTypes;
import dev.fairlead.json.Json;
import dev.fairlead.launch.LaunchReadouts;
import dev.fairlead.launch.LaunchRecords;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Handler;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The HTTP API of one process. It serves from the moment it is made until it is closed. */
public final class HttpApi implements AutoCloseable {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    /** How long {@link #close} lets requests finish that are already being answered. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * What the API is made of. None of it is closed with it.
     *
     * @param types of event that are known
     * @param apps each answers at {@code /v1/NAME}
     * @param desk where launches are changed
     * @param books where launches are read out
     * @param readouts writes what they say
     * @param token opens what is for operators to whoever sends it; without one, only this machine may
     * @param admin what operators reach besides launches
     * @param port 0 takes a free one; see {@link HttpApi#port}
     */
    public record Parts(
            Ingest intake,
            EventLog log,
            EventIndex index,
            ReadBarrier freshness,
            EventTypes types,
            List<AppInstance<?>> apps,
            LaunchService desk,
            LaunchReadouts books,
            ReadoutWriter readouts,
            Optional<String> token,
            AdminParts admin,
            PrometheusMeterRegistry metrics,
            Supplier<Health> health,
            String host,
            int port) {}

    private final WebServer server;
    private final int port;

    /** @throws UncheckedIOException if host and port cannot be listened on */
    public HttpApi(Parts parts) {
        probe(parts);
        Meters meters = new Meters(parts.metrics, parts.log, parts.health);
        server = WebServer.builder()
                .host(parts.host)
                .port(parts.port)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownHook(false)
                .shutdownGracePeriod(GRACE)
                .directHandlers(protocolErrors())
                .contentEncoding(new RawBodies())
                .routing(new Router(endpoints(parts, meters), meters).routing())
                .build();
        server.start();
        if (!server.isRunning()) {
            throw new IllegalStateException("the HTTP server did not start; its log says why");
        }
        port = server.port();
    }

    /** The server only logs that it could not listen, so that is found out beforehand. */
    private static void probe(Parts parts) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(parts.host, parts.port));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + parts.host + ":" + parts.port + " (" + e.getMessage()
                            + "); choose another port, or 0 for any free one",
                    e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    /** Takes no new requests, lets those under way finish for up to {@link #GRACE}, and stops. */
    @Override
    public void close() {
        server.stop();
    }

    static List<Endpoint> endpoints(Parts parts, Meters meters) {
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(new Endpoint(
                Method.POST,
                "/v1/events",
                "takes events: a JSON array, or JSON Lines; plain or gzip",
                new PostEvents(parts.intake, parts.freshness, meters)));
        parts.apps.forEach(app -> endpoints.addAll(AppEndpoints.of(app, meters)));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/decisions/{id}",
                "explains a decision, with features and scores",
                new GetDecision(parts.index, parts.types, parts.apps)));
        endpoints.addAll(launches(parts));
        endpoints.addAll(AdminEndpoints.of(parts));
        endpoints.add(new Endpoint(
                Method.GET, "/v1/health", "whether all is well, and how far it has got", new GetHealth(parts.health)));
        endpoints.add(new Endpoint(
                Method.GET,
                "/metrics",
                "metrics for Prometheus",
                text("text/plain; version=0.0.4; charset=utf-8", meters::scrape)));
        String description = OpenApi.of(parts.types, parts.apps);
        endpoints.add(new Endpoint(
                Method.GET, "/openapi.yaml", "the API, described", text("application/yaml", () -> description)));
        String index = index(endpoints);
        endpoints.add(new Endpoint(Method.GET, "/", "this list", text("text/plain; charset=utf-8", () -> index)));
        return endpoints;
    }

    private static List<Endpoint> launches(Parts parts) {
        AdminAuth door = new AdminAuth(parts.token, parts.admin.ownToken());
        LaunchService desk = parts.desk;
        List<Endpoint> endpoints = new ArrayList<>();
        endpoints.add(
                new Endpoint(Method.GET, "/v1/launches", "all launches", door.guards(new LaunchHandlers.All(desk))));
        endpoints.add(new Endpoint(
                Method.POST, "/v1/launches", "starts a launch", door.guards(new LaunchHandlers.Start(desk))));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/launches/{launch}",
                "a launch, with its plan's history",
                door.guards(new LaunchHandlers.One(desk))));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/launches/{launch}/readout",
                "what a launch's plan says of its outcomes",
                door.guards(new LaunchReadings.ReadOut(parts.books, parts.readouts))));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/launches/{launch}/units",
                "a launch's units with their outcomes, CSV",
                door.guards(new LaunchReadings.Units(parts.books))));
        LaunchRecords records = parts.books.records();
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/launches/{launch}/status",
                "where a launch is, and what it waits for",
                door.guards(new LaunchRecordHandlers.Of(records::status))));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/launches/{launch}/journal",
                "what was done to a launch, and on what it rests",
                door.guards(new LaunchRecordHandlers.Of(records::journal))));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/live",
                "what was live at a time, and for whom",
                door.guards(new LaunchRecordHandlers.Live(records))));
        endpoints.add(new Endpoint(
                Method.POST,
                "/v1/launches/{launch}/forecast",
                "looks at a launch's gates before it starts, and foresees its outcome",
                door.guards(new LaunchHandlers.Forecast(parts.books))));
        endpoints.add(new Endpoint(
                Method.POST,
                "/v1/launches/{launch}/review",
                "holds what became of a launch against what was foreseen",
                door.guards(new LaunchHandlers.Review(parts.books))));
        for (LaunchService.Change change : LaunchService.Change.values()) {
            endpoints.add(new Endpoint(
                    Method.POST,
                    "/v1/launches/{launch}/" + change.name().toLowerCase(Locale.ROOT),
                    "changes a launch",
                    door.guards(new LaunchHandlers.Apply(desk, change))));
        }
        Handler features = new GetFeatures(desk.launches());
        endpoints.add(new Endpoint(
                Method.GET, "/v1/experiments/features", "the running launches as GrowthBook features", features));
        endpoints.add(new Endpoint(
                Method.GET,
                "/v1/experiments/api/features/{client}",
                "the same, where GrowthBook's SDKs look for it",
                features));
        return endpoints;
    }

    private static Handler text(String type, Supplier<String> content) {
        return (_, response) -> {
            response.header(HeaderNames.CONTENT_TYPE, type);
            response.send(content.get().getBytes(StandardCharsets.UTF_8));
        };
    }

    private static String index(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(e -> String.format("%-5s %-37s %s%n", e.method(), e.path(), e.about()))
                .collect(Collectors.joining("", "Fairlead\n\n", ""));
    }

    /** What breaks HTTP itself is refused before any endpoint sees it. */
    private static DirectHandlers protocolErrors() {
        DirectHandler handler = (_, _, status, headers, message) -> DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .entity(Json.complete(out -> Answer.writeError(out, protocolError(status, message))))
                .build();
        DirectHandlers.Builder handlers = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    private static ApiError protocolError(Status status, @Nullable String message) {
        return new ApiError(
                status,
                message == null || message.isEmpty() ? status.reasonPhrase() : message,
                "The request is not HTTP/1.1 as this server understands it.");
    }
}
