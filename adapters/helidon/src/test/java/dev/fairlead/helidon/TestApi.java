package dev.fairlead.helidon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Ingest;
import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.EventTypes;
import dev.fairlead.growthbook.FeaturePayload;
import dev.fairlead.growthbook.Targeting;
import dev.fairlead.launch.FlagFormat;
import dev.fairlead.launch.LaunchReadouts;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.launch.LaunchState;
import dev.fairlead.launch.Vocabulary;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryImports;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.MemoryQuarantine;
import dev.fairlead.log.Position;
import dev.fairlead.registry.HeapModels;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.RememberedDocuments;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A real server on a free port, and a client to ask it. */
final class TestApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static final InstantSource CLOCK = InstantSource.fixed(HttpApiTest.NOW);

    private static final List<App<?, ?>> APPS = List.of(new DeskApp(), new OddApp());

    static final EventTypes TYPES = EventTypes.of(Stream.concat(
                    Stream.of(DeskApp.Click.TYPE, DeskApp.Price.TYPE, OddApp.Happened.TYPE),
                    PlatformEvents.of(List.of(DeskApp.QUERIES, OddApp.QUERIES)).stream())
            .toList());

    private static final Vocabulary VOCABULARY = new Vocabulary(TYPES, APPS);

    /** Of the data folder. */
    static final String OWN_TOKEN = "known to who may read the folder";

    final HttpApi api;
    final HttpClient client = HttpClient.newHttpClient();

    TestApi(EventLog log) {
        this(log, (_, _) -> true);
    }

    TestApi(EventLog log, ReadBarrier freshness) {
        api = new HttpApi(parts(log, freshness, 0));
    }

    TestApi(EventLog log, Optional<String> token) {
        api = new HttpApi(parts(log, (_, _) -> true, token, 0));
    }

    static HttpApi.Parts parts(EventLog log, ReadBarrier freshness, int port) {
        return parts(log, freshness, Optional.empty(), port);
    }

    private static HttpApi.Parts parts(EventLog log, ReadBarrier freshness, Optional<String> token, int port) {
        LaunchService desk = desk(log);
        return new HttpApi.Parts(
                new Ingest(log, TYPES, CLOCK),
                log,
                log instanceof EventIndex index ? index : _ -> Optional.empty(),
                freshness,
                TYPES,
                List.of(
                        new AppInstance<>(new DeskApp(), new RunningDesk(CLOCK, log)),
                        new AppInstance<>(new OddApp(), OddApp.running(log))),
                desk,
                new LaunchReadouts(log, VOCABULARY, desk, CLOCK),
                (pages, out) -> out.text("launch", pages.launch().name()),
                token,
                new AdminParts(
                        log instanceof DeadLetters letters ? letters : new MemoryLog(),
                        new MemoryQuarantine(),
                        new Registry(new HeapModels(), new RememberedDocuments(), List.of()),
                        new HeapPromotions(),
                        new HeapErasing(),
                        new MemoryImports(),
                        Optional.of(OWN_TOKEN)),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> new Health(true, "", "m1", log.end(), oneBehind(log), refused(log), 0, 0),
                HttpApi.DEFAULT_HOST,
                port);
    }

    private static Position oneBehind(EventLog log) {
        return Position.of(Math.max(0, log.end().offset(0) - 1));
    }

    private static long refused(EventLog log) {
        return log instanceof DeadLetters letters ? letters.deadLetterCount() : 0;
    }

    private static LaunchService desk(EventLog log) {
        LaunchState state = LaunchState.create(new FlagFormat(Targeting::parse, FeaturePayload::of), VOCABULARY);
        return new LaunchService(
                event -> state.launches()
                        .accept(Logged.at(
                                log.append(List.of(event), List.of()).end().total(), event)),
                state,
                VOCABULARY,
                (_, release) -> release,
                Environment.of(CLOCK));
    }

    /** An answer in JSON. */
    record Reply(int status, JsonNode json) {
        String text(String pointer) {
            return json.at(pointer).asText();
        }
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
    }

    HttpResponse<String> raw(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    Reply send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = raw(request);
        return new Reply(response.statusCode(), MAPPER.readTree(response.body()));
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send(to(path).build());
    }

    Reply post(String path, String body) throws IOException, InterruptedException {
        return send(to(path).POST(BodyPublishers.ofString(body)).build());
    }

    @Override
    public void close() {
        client.shutdownNow();
        api.close();
    }
}
