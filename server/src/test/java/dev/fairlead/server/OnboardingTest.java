package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.Parity;
import dev.fairlead.decide.Replay;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.onboarding.OnboardingApp;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.LinearModelType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First sessions on a node beside the feed: events over HTTP, decisions, training, the launch of the documentation, parity and replay. */
class OnboardingTest {
    private static final long START = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final int USERS = 300;
    private static final String[] COUNTRIES = {"BR", "DE"};
    private static final String PLAN = "docs/examples/onboarding-launch.json";

    private final SimulatedEnvironment world = new SimulatedEnvironment(Instant.ofEpochMilli(START));
    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private URI api = URI.create("http://localhost");

    private Node open(Path folder) {
        return Node.open(folder, Apps.of(FeedConfig.defaults()), world);
    }

    private HttpResponse<String> send(String path, String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(api.resolve(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, body);
        assertEquals(2, answer.statusCode() / 100, answer.body());
        return json.readTree(answer.body());
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(api.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private JsonNode decide(String user, String country) throws IOException, InterruptedException {
        return post("/v1/onboarding", """
                {"user": "%s", "group": "g1", "country": "%s", "platform": "ios", "source": "ads"}""".formatted(user, country));
    }

    /** Users sign up one a minute, see a step, and are activated more often in the first country. */
    private void live(SplittableRandom random, String prefix) throws IOException, InterruptedException {
        for (int i = 0; i < USERS; i++) {
            world.advance(world.clock().millis() + MINUTE);
            String user = prefix + i;
            String country = COUNTRIES[i % 2];
            String about = """
                    "user":"%s","country":"%s","platform":"ios","source":"ads\"""".formatted(user, country);
            long now = world.clock().millis();
            post("/v1/events", """
                    [{"type":"sign_up","id":"s-%s","time":%d,%s}]""".formatted(user, now, about));
            String request = decide(user, country).get("request").asText();
            post("/v1/events", """
                    [{"type":"onboarding_step","id":"o-%s","time":%d,%s,"step":"profile","progress":"shown","request":"%s"},
                     {"type":"onboarding_step","id":"c-%s","time":%d,%s,"step":"profile","progress":"completed","request":"%s"},
                     {"type":"invite","id":"i-%s","time":%d,"user":"%s","accepted":false}]""".formatted(
                            user, now + 1, about, request, user, now + 2, about, request, user, now + 3, user));
            if (random.nextDouble() < (i % 2 == 0 ? 0.6 : 0.1)) {
                post("/v1/events", """
                        [{"type":"activation","id":"a-%s","time":%d,%s,"request":"%s"}]""".formatted(user, now + 4, about, request));
            }
        }
    }

    private static Learner.Trained<LinearModel> train(Node node) {
        return new OnboardingApp()
                .learner()
                .train(
                        new Learner.Source(
                                "onboarding", true, node.log(), node.log().end(), new JsonEvents(node.types())),
                        "",
                        _ -> {});
    }

    @Test
    void firstSessionsAreDecidedLearntLaunchedAndReplayed(@TempDir Path folder) throws Exception {
        try (Node node = open(folder);
                HttpApi http = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            api = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + http.port());
            live(new SplittableRandom(1), "u");
            world.advance(world.clock().millis() + 8 * DAY);
            Learner.Trained<LinearModel> trained = train(node);
            String hash = node.registry()
                    .put(
                            trained.card(),
                            LinearModelType.LINEAR,
                            trained.model(),
                            world.clock().millis());
            launch(node, hash);
            live(new SplittableRandom(2), "v");
            String units = get("/v1/launches/onboarding-suggestions/units");
            assertTrue(units.contains("activation-7d"), units);
            assertTrue(units.contains("DE") && units.contains("ads"), "strata are columns");
            JsonNode funnel =
                    post("/v1/onboarding/funnel", """
                    {"user": "v3", "at": %d}""".formatted(world.clock().millis()));
            assertEquals(1, funnel.get("completed").asInt(), funnel::toString);
            assertEquals(1, funnel.get("invites").asInt(), funnel::toString);
            assertTrue(get("/openapi.yaml").contains("/v1/onboarding/funnel"));
        }
        try (Node node = open(folder)) {
            assertEquals(
                    0,
                    Parity.check(node.log(), "onboarding", new OnboardingApp().features())
                            .differing());
            Replay replay = Replay.check(node.log(), new OnboardingApp(), node.registry());
            assertTrue(replay.same(), replay::toString);
            assertEquals(Map.of(), replay.left());
            assertEquals(2 * USERS, replay.decisions());
        }
    }

    /** The plan of the documentation, at once for everybody. */
    private static void launch(Node node, String hash) throws IOException {
        Path root = Path.of(System.getProperty("fairlead.root", ".."));
        String plan = Files.readString(root.resolve(PLAN)).replace("\"coverage\": 0.05", "\"coverage\": 0.4");
        node.desk().start(Json.parse("""
                {"app": "onboarding", "by": "ann", "arms": {"short": "heuristic", "suggestions": "%s"}, "plan": %s}""".formatted(hash, plan)));
    }

    @Test
    void whatIsWrongIsSaidClearly(@TempDir Path folder) throws Exception {
        try (Node node = open(folder);
                HttpApi http = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            api = URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + http.port());
            refused("/v1/onboarding", "{\"user\": \"u1\", \"platform\": \"ios\", \"source\": \"ads\"}", "country");
            refused(
                    "/v1/onboarding",
                    "{\"user\": \"u1\", \"contry\": \"DE\", \"platform\": \"ios\", \"source\": \"ads\"}",
                    "contry");
            String wrong = """
                    [{"type":"onboarding_step","id":"x","time":%d,"user":"u","step":"profile","progress":"done",
                      "country":"DE","platform":"ios","source":"ads"}]""".formatted(START);
            String answer = send("/v1/events", wrong).body();
            assertTrue(answer.contains("shown, completed or skipped"), answer);
        }
    }

    private void refused(String path, String body, String names) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, body);
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(names), answer.body());
    }
}
