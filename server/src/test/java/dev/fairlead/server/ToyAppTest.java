package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Parity;
import dev.fairlead.decide.Replay;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.toy.Greenhouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app of which the platform knows nothing gets the whole of it: log, decisions, parity, training, launches, HTTP and its description. */
class ToyAppTest {
    private static final long START = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final int NIGHTS = 60;
    private static final int SENSORS = 12;

    private final SimulatedEnvironment world = new SimulatedEnvironment(Instant.ofEpochMilli(START));
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private URI api = URI.create("http://localhost");

    private Node open(Path folder) {
        return Node.open(folder, List.of(new Greenhouse()), world);
    }

    private long now() {
        return world.clock().millis();
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(api.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return json.readTree(answer.body());
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private JsonNode decide(int sensor) throws IOException, InterruptedException {
        return post("/v1/greenhouse", "{\"sensor\": \"bed-" + sensor + "\", \"house\": \"north\"}");
    }

    /** Nights of measurements, decisions and, where it was cold and nothing was done, frosts. */
    private void live(SplittableRandom random, int from) throws IOException, InterruptedException {
        for (int night = from; night < from + NIGHTS; night++) {
            for (int sensor = 0; sensor < SENSORS; sensor++) {
                world.advance(START + night * 24 * HOUR + sensor * 1_000);
                double celsius = 6 + 8 * Math.sin(night + sensor) + random.nextDouble();
                String id = night + "-" + sensor;
                post("/v1/events", """
                        [{"type":"temperature","id":"t-%s","time":%d,"sensor":"bed-%d","celsius":%s}]""".formatted(id, now(), sensor, celsius));
                String request = decide(sensor).get("request").asText();
                if (celsius < 2 || random.nextInt(20) == 0) {
                    post("/v1/events", """
                            [{"type":"frost","id":"f-%s","time":%d,"sensor":"bed-%d","request":"%s","plants":%d}]""".formatted(id, now() + 1, sensor, request, 1 + random.nextInt(9)));
                }
            }
        }
    }

    private static Parity parity(Node node) {
        return Parity.check(node.log(), "greenhouse", new Greenhouse().features());
    }

    private static Learner.Trained<LinearModel> train(Node node) {
        return new Greenhouse()
                .learner()
                .train(
                        new Learner.Source(
                                "greenhouse", true, node.log(), node.log().end(), new JsonEvents(node.types())),
                        "",
                        _ -> {});
    }

    @Test
    void itGetsTheWholePlatform(@TempDir Path folder) throws Exception {
        String hash;
        try (Node node = open(folder);
                HttpApi http = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            api = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + http.port());
            live(new SplittableRandom(1), 0);
            assertEquals("no release", decide(3).get("fallback").asText());
            assertEquals(0, parity(node).differing());
            assertEquals(NIGHTS * SENSORS + 1, parity(node).decisions());
            Learner.Trained<LinearModel> trained = train(node);
            hash = node.registry().put(trained.card(), LinearModelType.LINEAR, trained.model(), now());
            node.promote("greenhouse", hash, "test");
            assertEquals(hash, decide(3).get("release").asText());
            JsonNode explained = json.readTree(
                    get("/v1/decisions/" + decide(3).get("request").asText()));
            assertEquals("bed-3", explained.get("query").get("sensor").asText());
            assertTrue(explained.get("choices").get(0).get("features").has("mean_celsius_24h"));
            assertFalse(post("/v1/greenhouse/report", "{\"sensor\": \"bed-3\", \"at\": " + now() + "}")
                    .get("mean")
                    .isNull());
            launch(node, hash);
            assertTrue(get("/openapi.yaml").contains("/v1/greenhouse/report"));
            assertTrue(get("/metrics").contains("app=\"greenhouse\""));
        }
        try (Node node = open(folder)) {
            assertEquals(node.log().end(), node.restoredAt(), "the snapshot holds all of it");
            assertEquals(hash, node.serving("greenhouse"));
            assertEquals(0, parity(node).differing());
            Replay replay = Replay.check(node.log(), new Greenhouse(), node.registry());
            assertTrue(replay.same(), replay::toString);
            assertEquals(Map.of(), replay.left());
            assertEquals(2 * NIGHTS * SENSORS + 3, replay.decisions());
        }
    }

    /** Half of the sensors are served by the rule, in a layer of their own; the read-out knows the app's metric by its name. */
    private void launch(Node node, String hash) throws IOException, InterruptedException {
        node.desk().start(Json.parse("""
                {"app": "greenhouse", "by": "test", "arms": {"rule": "heuristic", "model": "%s"},
                 "namespace": {"name": "heating", "start": 0, "end": 1},
                 "plan": {"name": "model-against-rule", "hypothesis": "The model loses fewer plants.", "unit": "cluster", "cluster": "sensor",
                          "arms": [{"name": "rule", "weight": 1, "units": 10, "control": true}, {"name": "model", "weight": 1, "units": 10}],
                          "primary": [{"name": "plants-lost", "minimumDetectableEffect": 1}],
                          "ramp": [{"coverage": 1}], "owners": ["test"]}}
                """.formatted(hash)));
        live(new SplittableRandom(2), NIGHTS);
        List<String> arms = new ArrayList<>();
        node.log().readAll(logged -> {
            if (logged.event() instanceof Decision decision) {
                decision.arm("model-against-rule").ifPresent(arm -> arms.add(arm.arm() + arm.unit()));
            }
        });
        assertEquals(NIGHTS * SENSORS, arms.size(), "every decision of the launch has its arm");
        assertEquals(SENSORS, arms.stream().distinct().count(), "and a sensor keeps its arm");
        assertTrue(get("/v1/launches/model-against-rule/units").contains("plants-lost"));
    }

    @Test
    void itsModelCanBeTrainedAgainToTheBit(@TempDir Path folder) throws Exception {
        try (Node node = open(folder);
                HttpApi http = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            api = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + http.port());
            live(new SplittableRandom(3), 0);
            Learner.Trained<LinearModel> one = train(node);
            Learner.Trained<LinearModel> two = train(node);
            assertArrayEquals(
                    node.registry().encode(one.card(), LinearModelType.LINEAR, one.model()),
                    node.registry().encode(two.card(), LinearModelType.LINEAR, two.model()));
        }
    }
}
