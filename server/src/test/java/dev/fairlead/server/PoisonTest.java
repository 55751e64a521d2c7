package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.App;
import dev.fairlead.decide.Parity;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.sqlite.StoredBodies;
import dev.fairlead.toy.FragileApp;
import dev.fairlead.toy.Greenhouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No event ends a node: what a state cannot take is left out, named, and the same after a restart. */
class PoisonTest {
    private static final long START = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder = Path.of("");

    private final AtomicLong now = new AtomicLong(START);
    private final Set<String> poison = ConcurrentHashMap.newKeySet();
    private final Set<String> deadly = ConcurrentHashMap.newKeySet();
    private final FragileApp<Greenhouse.Night, LinearModel> app = new FragileApp<>(new Greenhouse(), this::meet);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger ids = new AtomicInteger();

    /** Events whose ids are in {@code poison} are not taken; those in {@code deadly} end in an Error. */
    private void meet(String id) {
        if (deadly.contains(id)) {
            throw new OutOfMemoryError("Java heap space, in a test");
        }
        if (poison.contains(id)) {
            throw new IllegalStateException("cannot take " + id);
        }
    }

    private Node open() {
        return Node.open(folder, List.of(app), Environment.of(() -> Instant.ofEpochMilli(now.get())));
    }

    private record Reply(int status, JsonNode body) {
        String detail() {
            return body.at("/detail").asText();
        }
    }

    private Reply send(HttpApi api, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
        HttpResponse<String> answer = client.send(
                (body.isEmpty() ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
        return new Reply(answer.statusCode(), json.readTree(answer.body()));
    }

    private Reply health(HttpApi api) throws IOException, InterruptedException {
        return send(api, "/v1/health", "");
    }

    private static String measured(String id) {
        return "{\"type\":\"temperature\",\"id\":\"" + id + "\",\"time\":" + START
                + ",\"sensor\":\"bed-1\",\"celsius\":3}";
    }

    /** A batch with one event in its middle. */
    private void post(HttpApi api, String middle) throws IOException, InterruptedException {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            events.add(i == 10 && !middle.isEmpty() ? middle : "m" + ids.incrementAndGet());
        }
        Reply reply = send(
                api, "/v1/events", events.stream().map(PoisonTest::measured).collect(Collectors.joining("\n")));
        assertEquals(200, reply.status(), reply.body().toString());
        assertTrue(reply.body().at("/applied").asBoolean(), reply.body().toString());
    }

    private int measurements(HttpApi api) throws IOException, InterruptedException {
        Reply reply = send(api, "/v1/greenhouse", "{\"sensor\":\"bed-1\"}");
        assertEquals(200, reply.status());
        assertTrue(
                List.of("", "no release").contains(reply.body().at("/fallback").asText()),
                reply.body().toString());
        Reply decision;
        do {
            decision = send(api, "/v1/decisions/" + reply.body().at("/request").asText(), "");
        } while (decision.status() != 200);
        return decision.body().at("/choices/0/features/measurements_24h").asInt();
    }

    private Thread load(HttpApi api, AtomicBoolean stop, List<Throwable> failures) {
        return Thread.ofPlatform().start(() -> {
            try {
                while (!stop.get()) {
                    post(api, "");
                    measurements(api);
                }
            } catch (Throwable e) {
                failures.add(e);
            }
        });
    }

    @Test
    void aStateThatThrowsUnderLoadIsNamedAndTheRestIsApplied() throws Exception {
        poison.add("bad");
        String detail;
        int applied;
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Throwable> failures = new ArrayList<>();
            Thread one = load(api, stop, failures);
            Thread two = load(api, stop, failures);
            post(api, "");
            post(api, "bad");
            post(api, "");
            stop.set(true);
            one.join();
            two.join();
            assertEquals(List.of(), failures);
            Reply health = health(api);
            assertEquals(200, health.status(), health.body().toString());
            assertEquals(1, health.body().at("/quarantined").asInt());
            detail = health.detail();
            assertTrue(
                    detail.matches(
                            "1 event is quarantined, the first: state 'greenhouse' goes without event 'bad' at \\d+:"
                                    + " cannot take bad \\(IllegalStateException\\); see: fairlead quarantine"),
                    detail);
            String metrics = client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/metrics"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            assertTrue(metrics.contains("fairlead_quarantined 1.0"), metrics);
            applied = ids.get();
            assertEquals(applied, measurements(api), "all but the bad one");
        }
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            assertEquals(detail, health(api).detail(), "a restart says the same");
            assertEquals(1, health(api).body().at("/quarantined").asInt());
            assertEquals(applied, measurements(api));
            node.quarantine().retry();
        }
        poison.clear();
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            assertTrue(node.awaitReplays(Duration.ofSeconds(60)));
            assertEquals("", health(api).detail());
            assertEquals(applied + 1, measurements(api), "after the upgrade that can take it");
        }
    }

    @Test
    void theFeedsStateIsNoExceptionAndItsRowsAreReplayedToTheBit() throws Exception {
        poison.add("bad");
        List<App<?, ?>> apps = Apps.of(FeedConfig.defaults()).stream()
                .<App<?, ?>>map(each -> new FragileApp<>(each, this::meet))
                .toList();
        String detail;
        try (Node node = Node.open(folder, apps, Environment.of(() -> Instant.ofEpochMilli(now.get())));
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Throwable> failures = new ArrayList<>();
            Thread load = Thread.ofPlatform().start(() -> {
                try {
                    while (!stop.get()) {
                        click(api, "c" + ids.incrementAndGet());
                        assertEquals(
                                200,
                                send(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"n\":3}")
                                        .status());
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            click(api, "one", "bad", "two");
            stop.set(true);
            load.join();
            assertEquals(List.of(), failures);
            detail = health(api).detail();
            assertTrue(detail.contains("state 'feed' goes without event 'bad'"), detail);
            Reply slate = send(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"n\":3}");
            assertEquals(
                    "no release",
                    slate.body().at("/fallback").asText(),
                    slate.body().toString());
            assertEquals(
                    0,
                    Parity.check(node.log(), "feed", apps.getFirst().features()).differing());
        }
        try (Node node = Node.open(folder, apps, Environment.of(() -> Instant.ofEpochMilli(now.get())));
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            assertEquals(detail, health(api).detail());
        }
    }

    private void click(HttpApi api, String... clicks) throws IOException, InterruptedException {
        String events = "{\"type\":\"item\",\"id\":\"i-" + clicks[0] + "\",\"time\":" + START
                + ",\"item\":\"hat\",\"price\":3,\"stock\":5}\n";
        for (String id : clicks) {
            events += "{\"type\":\"click\",\"id\":\"" + id + "\",\"time\":" + START
                    + ",\"user\":\"u\",\"session\":\"s\",\"item\":\"hat\"}\n";
        }
        Reply reply = send(api, "/v1/events", events);
        assertEquals(
                clicks.length + 1,
                reply.body().at("/accepted").asInt(),
                reply.body().toString());
        assertTrue(reply.body().at("/applied").asBoolean());
    }

    /** A log that was edited, or came from elsewhere. */
    @Test
    void aLaunchThatDoesNotHoldTogetherIsNamedAndTheRestIsApplied() throws Exception {
        String detail;
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            AtomicBoolean stop = new AtomicBoolean();
            List<Throwable> failures = new ArrayList<>();
            Thread load = load(api, stop, failures);
            post(api, "");
            node.append(List.of(new LaunchStarted("launch-1", START, "broken", "no hash", 0.5, "{}", "{}")));
            post(api, "");
            stop.set(true);
            load.join();
            assertEquals(List.of(), failures);
            Reply health = health(api);
            assertEquals(200, health.status());
            detail = health.detail();
            assertTrue(detail.contains("state 'launches' goes without event 'launch-1'"), detail);
            assertTrue(detail.contains("it changes no launch"), detail);
            assertEquals(ids.get(), measurements(api));
        }
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            assertEquals(detail, health(api).detail());
        }
    }

    @Test
    void anEventWithAFieldOfALaterVersionIsNamedAndTheRestIsApplied() throws Exception {
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            post(api, "");
        }
        java.nio.file.Files.delete(folder.resolve("state.snapshot"));
        StoredBodies.edit(
                folder,
                (offset, body) -> Optional.of(
                        offset == 9
                                ? "{"
                                : offset == 5 ? body.replace("\"sensor\":", "\"later\":1,\"sensor\":") : body));
        for (int start = 0; start < 2; start++) {
            try (Node node = open();
                    HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
                Reply health = health(api);
                assertEquals(200, health.status());
                assertEquals(2, health.body().at("/quarantined").asInt());
                assertTrue(health.detail().contains("goes without event 'm5' at 5"), health.detail());
                assertTrue(health.detail().contains("unknown field 'later'"), health.detail());
                assertEquals(18, measurements(api));
                assertEquals(
                        0,
                        Parity.check(node.log(), "greenhouse", app.features()).differing());
            }
        }
    }

    /** Health used to go on saying "ready". */
    @Test
    void memoryThatRunsOutInTheTailTakesTheNodeOutOfRotationAtOnce() throws Exception {
        deadly.add("huge");
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            post(api, "");
            assertEquals(20, measurements(api));
            send(api, "/v1/events", measured("before") + "\n" + measured("huge") + "\n" + measured("after"));
            Reply health = health(api);
            assertEquals(503, health.status());
            assertTrue(health.detail().contains("OutOfMemoryError"), health.detail());
            Reply decision = send(api, "/v1/greenhouse", "{\"sensor\":\"bed-1\"}");
            assertEquals(200, decision.status(), "the last resort answers");
            assertEquals("state late", decision.body().at("/fallback").asText(), "not from half a batch");
        }
        deadly.clear();
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            assertEquals("", health(api).detail());
            assertEquals(23, measurements(api), "nothing that was acknowledged is lost");
        }
    }

    private static String plan(String name, String text, int arms, String firstArm) {
        String all = IntStream.range(0, arms)
                .mapToObj(i -> "{\"name\": \"%s\", \"weight\": 1, \"units\": 10, \"control\": %s}"
                        .formatted(i == 0 ? firstArm : "arm" + i, i == 0))
                .collect(Collectors.joining(", "));
        String does = IntStream.range(0, arms)
                .mapToObj(i -> "\"%s\": \"heuristic\"".formatted(i == 0 ? firstArm : "arm" + i))
                .collect(Collectors.joining(", "));
        return """
                {"app": "greenhouse", "by": "test", "arms": {%s},
                 "plan": {"name": "%s", "hypothesis": "%s", "unit": "cluster", "cluster": "sensor", "arms": [%s],
                          "primary": [{"name": "plants-lost", "minimumDetectableEffect": 1}],
                          "ramp": [{"coverage": 1}], "owners": ["test"]}}
                """.formatted(does, name, text, all);
    }

    /** @param why a part of the reason that is given */
    private void refused(Node node, HttpApi api, String start, String why) throws Exception {
        UserException refused =
                assertThrows(UserException.class, () -> node.desk().start(Json.parse(start)));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
        now.set(START);
        post(api, "");
        assertEquals("", health(api).detail());
        assertEquals(List.of(), node.desk().launches().all());
    }

    @Test
    void aLaunchWhoseDecisionsCouldNotBeReadIsRefused() throws Exception {
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            refused(node, api, plan("long", "x", 2, "a".repeat(201)), "201 characters");
            refused(node, api, plan("many", "x", 128, "first"), "127 arms");
            refused(node, api, plan("half", "a \\ud800 b", 2, "first"), "must be a text");
            String half = plan("half", "x", 2, "first").replace("\"by\": \"test\"", "\"by\": \"a \\ud800 b\"");
            refused(node, api, half, "surrogate");
            now.set(Instant.parse("1988-01-01T00:00:00Z").toEpochMilli());
            refused(node, api, plan("early", "x", 2, "first"), "1990");
            now.set(Instant.parse("2110-01-01T00:00:00Z").toEpochMilli());
            refused(node, api, plan("late", "x", 2, "first"), "year 20");
            now.set(START);
            node.desk().start(Json.parse(plan("fine", "x", 127, "a".repeat(100))));
            assertEquals(ids.get(), measurements(api));
        }
    }

    @Test
    void aClockThatIsWrongByDecadesCostsTheJournalOnly() throws Exception {
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            post(api, "");
            for (String time : List.of("1988-01-01T00:00:00Z", "2110-01-01T00:00:00Z")) {
                long dropped = node.unjournaled();
                now.set(Instant.parse(time).toEpochMilli());
                assertEquals(
                        200,
                        send(api, "/v1/greenhouse", "{\"sensor\":\"bed-1\"}").status());
                assertEquals(dropped + 1, node.unjournaled());
                assertTrue(
                        health(api).detail().contains("was not written into the log: time: "),
                        health(api).detail());
                String late = measured("at-" + time).replace(Long.toString(START), Long.toString(now.get()));
                Reply refused = send(api, "/v1/events", late);
                assertEquals(422, refused.status(), refused.body().toString());
                assertThrows(IllegalArgumentException.class, () -> node.promote("greenhouse", "", "test"));
            }
            now.set(START);
            assertEquals(20, measurements(api));
            assertEquals(2, node.deadLetters().deadLetterCount());
            assertFalse(health(api).body().at("/quarantined").asBoolean());
        }
    }

    @Test
    void aRealEventWhoseIdWasTakenIsADeadLetterAndNotLostInSilence() throws Exception {
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            String real = measured("m-real");
            send(api, "/v1/events", real.replace("\"celsius\":3", "\"celsius\":9"));
            Reply reply = send(api, "/v1/events", real + "\n" + measured("next"));
            assertEquals(200, reply.status());
            assertEquals(1, reply.body().at("/accepted").asInt());
            assertEquals(0, reply.body().at("/duplicates").asInt());
            assertEquals(1, reply.body().at("/refused_total").asInt());
            assertEquals(1, reply.body().at("/refused/0/line").asInt());
            assertEquals(real, node.deadLetters().deadLetters(0, 10).getFirst().payload());
            assertEquals(
                    1,
                    send(api, "/v1/events", measured("next"))
                            .body()
                            .at("/duplicates")
                            .asInt());
            assertEquals(422, send(api, "/v1/events", measured("exposure-0123")).status());
        }
    }
}
