package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Parity;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.growthbook.FeatureResult;
import dev.fairlead.growthbook.GrowthBook;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.market.events.Search;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.server.Apps;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches from a request to start, through decisions and exposures, to counts; through restarts, forgery and damage. */
class LaunchTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final FeedConfig CONFIG =
            LiveMarket.CONFIG.with("ranker.trees", "5").with("classifier.trees", "5");
    private static final String NAME = "new-ranking";
    private static final String WHY = "{\"by\":\"ann\",\"reason\":\"test\"%s}";
    private static final String ITEMS = """
            {"type":"item","id":"1","time":1772409600000,"item":"a","price":10,"margin":0.3}
            {"type":"item","id":"2","time":1772409600000,"item":"b","price":20,"margin":0.3}
            """;

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    /** A node that listens while {@code use} talks to it. */
    private interface Use {
        void with(Node node, Api api) throws Exception;
    }

    private void serve(Use use) throws Exception {
        try (Node node = Node.open(folder, Apps.of(CONFIG), Environment.system());
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            use.with(node, new Api(URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port())));
        }
    }

    private record Api(URI root) {
        JsonNode send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
            var answer = CLIENT.send(request.build(), BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), answer::body);
            return JSON.readTree(answer.body());
        }

        JsonNode get(String path) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(root.resolve(path)), 200);
        }

        JsonNode post(String path, String body, int status) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(root.resolve(path)).POST(BodyPublishers.ofString(body)), status);
        }

        JsonNode feed(String user) throws IOException, InterruptedException {
            return post("/v1/feed", "{\"user\":\"" + user + "\",\"session\":\"s-" + user + "\",\"n\":2}", 200);
        }

        JsonNode start(String more, String treatment) throws IOException, InterruptedException {
            return post("/v1/launches", LaunchTest.start(more, treatment), 201);
        }

        JsonNode change(String change, String more) throws IOException, InterruptedException {
            return post("/v1/launches/" + NAME + "/" + change, WHY.formatted(more), 200);
        }

        /** The arm of each of so many users; empty for who takes no part. */
        Map<String, String> arms(int users) throws IOException, InterruptedException {
            Map<String, String> arms = new TreeMap<>();
            for (int i = 0; i < users; i++) {
                arms.put("user-" + i, feed("user-" + i).at("/arms/0/arm").asText());
            }
            return arms;
        }

        /** What any GrowthBook client would assign, from what it can fetch. */
        Map<String, String> armsOfAClient(int users) throws IOException, InterruptedException {
            GrowthBook features =
                    GrowthBook.of(Json.parse(get("/v1/experiments/features").toString()));
            Map<String, String> arms = new TreeMap<>();
            for (int i = 0; i < users; i++) {
                FeatureResult result = features.eval(NAME, new Json.Obj(Map.of("user", Json.of("user-" + i))));
                arms.put("user-" + i, result.value() instanceof Json.Str(String arm) ? arm : "");
            }
            return arms;
        }
    }

    private static String start(String more, String treatment) {
        return "{\"by\":\"ann\",\"app\":\"feed\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"" + treatment
                + "\"}" + more + ",\"plan\":" + Plan.example().json().canonical() + "}";
    }

    private static Map<String, Long> counts(Map<String, String> arms) {
        Map<String, Long> counts = new HashMap<>();
        arms.values().forEach(arm -> counts.merge(arm, 1L, Long::sum));
        return counts;
    }

    /** The journal writes in the background, in order: once a later event is applied, all of it is. */
    private static void settle(Node node) {
        node.append(List.of(new Search("settled-" + UUID.randomUUID(), System.currentTimeMillis(), "nobody", "s", "")));
    }

    private static List<Event> events(Node node) {
        List<Event> events = new ArrayList<>();
        node.log().readAll(logged -> events.add(logged.event()));
        return events;
    }

    @Test
    void aRampMovesNobodyAndAnyClientAssignsAsDecisionsDo() throws Exception {
        serve((node, api) -> {
            api.post("/v1/events", ITEMS, 200);
            assertEquals("", api.feed("user-1").at("/arms/0/arm").asText(), "before");
            JsonNode started = api.start(",\"coverage\":0.01", "heuristic");
            Map<String, String> before = api.arms(400);
            for (double coverage : new double[] {0.1, 0.5, 1}) {
                assertEquals(before, api.armsOfAClient(400));
                api.change("ramp", ",\"coverage\":" + coverage);
                Map<String, String> after = api.arms(400);
                before.forEach((user, arm) -> assertTrue(
                        arm.isEmpty() || arm.equals(after.get(user)), () -> user + " was moved from " + arm));
                assertTrue(counts(after).getOrDefault("", 0L) < counts(before).getOrDefault("", 0L));
                before = after;
            }
            assertEquals(before, api.armsOfAClient(400));
            assertEquals(0L, counts(before).getOrDefault("", 0L), "all take part");
            settle(node);
            JsonNode launch = api.get("/v1/launches/" + NAME);
            assertEquals(400, launch.at("/units").asLong());
            assertEquals(
                    0,
                    launch.at("/multiple_exposures").asLong()
                            + launch.at("/unknown_exposures").asLong());
            assertEquals(
                    counts(before).get("control"), launch.at("/arms/0/units").asLong());
            assertEquals(
                    counts(before).get("treatment"), launch.at("/arms/1/units").asLong());
            assertEquals(
                    400,
                    events(node).stream().filter(Exposure.class::isInstance).count(),
                    "one a unit, however many decisions");
            assertEquals(
                    0, node.unjournaled(), "a later decision of a unit has an exposure that the log holds already");
            JsonNode slate = api.feed("user-7");
            settle(node);
            JsonNode decision = api.get("/v1/decisions/" + slate.at("/request").asText());
            assertEquals(NAME, decision.at("/arms/0/launch").asText());
            assertEquals(started.at("/plan"), decision.at("/arms/0/plan"));
            assertEquals(before.get("user-7"), decision.at("/arms/0/arm").asText());
            assertEquals("user-7", decision.at("/arms/0/unit").asText());
            assertEquals(0.5, decision.at("/arms/0/propensity").asDouble());
            assertEquals(
                    "treatment".equals(before.get("user-7")) ? "" : "no release",
                    decision.at("/fallback").asText(),
                    "an arm that is the heuristic goes without nothing");
        });
    }

    @Test
    void testersGetTheirArmAndAreNoPartOfTheData() throws Exception {
        serve((node, api) -> {
            api.start(",\"testers\":{\"tess\":\"treatment\"},\"condition\":{\"user\":\"nobody\"}", "heuristic");
            assertEquals("treatment", api.feed("tess").at("/arms/0/arm").asText());
            assertEquals("", api.feed("ann").at("/arms/0/arm").asText(), "not who is asked for");
            settle(node);
            assertEquals(0, api.get("/v1/launches/" + NAME).at("/units").asLong());
        });
    }

    @Test
    void launchesSurviveARestartFromASnapshotAndFromTheLogAlone() throws Exception {
        JsonNode[] was = {JSON.nullNode()};
        List<Map<String, String>> arms = new ArrayList<>();
        serve((node, api) -> {
            api.start("", "heuristic");
            api.change("ramp", ",\"coverage\":0.6");
            arms.add(api.arms(100));
            settle(node);
            was[0] = api.get("/v1/launches/" + NAME);
        });
        for (boolean snapshot : new boolean[] {true, false}) {
            if (!snapshot) {
                Files.delete(folder.resolve("state.snapshot"));
            }
            serve((node, api) -> {
                assertEquals(snapshot, node.restoredAt().total() > 0);
                assertEquals(was[0], api.get("/v1/launches/" + NAME));
                assertEquals(arms.getFirst(), api.arms(100));
                assertEquals(arms.getFirst(), api.armsOfAClient(100));
                settle(node);
                assertEquals(was[0], api.get("/v1/launches/" + NAME), "the same units count once");
            });
        }
        serve((_, api) -> api.change("rollback", ""));
        serve((_, api) -> {
            assertEquals(
                    "rolled back", api.get("/v1/launches/" + NAME).at("/status").asText());
            assertEquals(Map.of("", 100L), counts(api.arms(100)), "nobody is assigned");
            assertEquals(Map.of("", 100L), counts(api.armsOfAClient(100)));
        });
    }

    @Test
    void anAcknowledgedLaunchSurvivesAKill() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--data",
                        folder.toString(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader()) {
            String line = out.readLine();
            Matcher address = Pattern.compile("http://[0-9.]+:[0-9]+").matcher(line == null ? "" : line);
            assertTrue(address.find(), "the server listens");
            Api api = new Api(URI.create(address.group()));
            api.start("", "heuristic");
            api.change("ramp", ",\"coverage\":0.7");
        } finally {
            server.destroyForcibly();
        }
        server.waitFor();
        serve((_, api) -> assertEquals(
                0.7, api.get("/v1/launches/" + NAME).at("/coverage").asDouble()));
    }

    @Test
    void nobodyForgesALaunchOverHttp() throws Exception {
        serve((node, api) -> {
            api.start("", "heuristic");
            long time = System.currentTimeMillis();
            LaunchStarted started = (LaunchStarted) events(node).getFirst();
            for (Event forged : List.of(
                    new LaunchStarted("f1", time, "x", started.plan(), 1, started.history(), started.definition()),
                    new LaunchChanged("f2", time, NAME, 1, "{}"))) {
                JsonNode refusal = api.post("/v1/events", new String(new JsonEvents(node.types()).encode(forged)), 422);
                assertTrue(refusal.at("/refused/0/reason").asText().contains("Fairlead itself"), refusal::toString);
            }
            assertEquals(2, node.deadLetters().deadLetterCount());
            assertEquals(0.01, api.get("/v1/launches/" + NAME).at("/coverage").asDouble());
            assertEquals(1, api.get("/v1/launches").at("/launches").size());
        });
    }

    /** A log that was edited and imported: nothing of it may stop the events, or change a launch. */
    @Test
    void launchEventsThatDoNotHoldTogetherChangeNothingAndHealthSaysSo() throws Exception {
        serve((node, api) -> {
            api.start("", "heuristic");
            long time = System.currentTimeMillis();
            LaunchStarted started = (LaunchStarted) events(node).getFirst();
            node.append(List.of(
                    new LaunchStarted(
                            "f1",
                            time,
                            "x",
                            started.plan(),
                            1,
                            started.history().replace("0.05", "0.06"),
                            started.definition()),
                    new LaunchChanged("f2", time, NAME, 1, "{}"),
                    new LaunchChanged("f3", time, "unknown", 1, "{}"),
                    new LaunchStarted("f4", time, NAME, started.plan(), 1, started.history(), started.definition())));
            assertEquals(0.01, api.get("/v1/launches/" + NAME).at("/coverage").asDouble());
            assertEquals(1, api.get("/v1/launches").at("/launches").size());
            String detail = api.get("/v1/health").at("/detail").asText();
            assertTrue(detail.contains("changes no launch"), detail);
        });
    }

    @Test
    void productsSendExposuresOfWhatTheyAssignThemselvesAndAUnitInTwoArmsIsAnAlarm() throws Exception {
        serve((node, api) -> {
            String body = start("", "heuristic")
                    .replace("\"app\":\"feed\"", "\"app\":\"checkout\"")
                    .replaceAll("\"arms\":\\{\"control\":\"promoted\",\"treatment\":\"heuristic\"\\},?", "");
            String plan = api.post("/v1/launches", body, 201).at("/plan").asText();
            assertEquals("", api.feed("u").at("/arms/0/arm").asText(), "another app's launch");
            String exposure = "{\"type\":\"exposure\",\"id\":\"%s\",\"time\":1772409600000,\"unit\":\"%s\","
                    + "\"experiment\":\"new-ranking\",\"arm\":\"%s\",\"plan\":\"%s\",\"propensity\":%s}";
            api.post("/v1/events", exposure.formatted("1", "ann", "control", plan, "0.5"), 200);
            api.post("/v1/events", exposure.formatted("2", "ann", "control", plan, "0.5"), 200);
            api.post("/v1/events", exposure.formatted("3", "bob", "treatment", plan, "0.5"), 200);
            JsonNode launch = api.get("/v1/launches/" + NAME);
            assertEquals(3, launch.at("/exposures").asLong());
            assertEquals(2, launch.at("/units").asLong());
            assertEquals("", api.get("/v1/health").at("/detail").asText());
            api.post("/v1/events", exposure.formatted("4", "ann", "treatment", plan, "0.5"), 200);
            api.post("/v1/events", exposure.formatted("5", "eve", "other", plan, "0.5"), 200);
            JsonNode health = api.get("/v1/health");
            assertEquals("ready", health.at("/status").asText());
            assertTrue(health.at("/detail").asText().contains("1 units met more than one arm"), health::toString);
            assertTrue(health.at("/detail").asText().contains("1 exposures name another plan"), health::toString);
            var metrics = CLIENT.send(
                    HttpRequest.newBuilder(api.root.resolve("/metrics")).build(), BodyHandlers.ofString());
            assertTrue(metrics.body().contains("fairlead_exposures_multiple 1.0"));
            for (String[] wrong : new String[][] {
                {exposure.formatted("6", "ann", "control", "my plan", "0.5"), "not the SHA-256 of a plan"},
                {exposure.formatted("7", "ann", "control", plan, "0"), "outside"},
                {exposure.formatted("8", "", "control", plan, "1"), "'unit' is missing"}
            }) {
                JsonNode refusal = api.post("/v1/events", wrong[0], 422);
                assertTrue(refusal.at("/refused/0/reason").asText().contains(wrong[1]), refusal::toString);
            }
        });
    }

    /** A log written by a market in which a launch runs, half of it, can be trained on as any other. */
    private List<Event> marketEvents(Path elsewhere) {
        LiveMarket market = new LiveMarket(elsewhere, LiveMarket.small(5));
        try (Node node = market.open()) {
            market.run(node, 40);
            node.desk().start(Json.parse(start(",\"coverage\":1", "heuristic")));
            market.run(node, 300);
            Parity parity = Parity.check(node.log(), FeedApp.NAME, FeedApp.rows());
            assertEquals(0, parity.differing(), parity::toString);
            List<Event> events = events(node);
            assertTrue(events.stream()
                            .filter(event -> event instanceof Decision d
                                    && d.arms().stream()
                                            .anyMatch(each -> each.arm().equals("treatment")))
                            .count()
                    > 50);
            return events;
        }
    }

    private static FeedTraining.Trained train(Node node) {
        Training training = new Training(CONFIG);
        return training.train(training.prepare(
                Training.source("test", true, node.log(), node.log().end())));
    }

    @Test
    void anArmServesItsModelAndABrokenOneLeavesItToTheHeuristicAndSaysSo(@TempDir Path elsewhere) throws Exception {
        List<Event> events = marketEvents(elsewhere);
        String[] hash = {""};
        serve((node, api) -> {
            node.append(events);
            FeedTraining.Trained trained = train(node);
            FeedTraining.Trained again = train(node);
            hash[0] = node.registry().put(trained.card(), RankingModelType.RANKING, trained.model(), 1);
            assertEquals(
                    hash[0],
                    node.registry().put(again.card(), RankingModelType.RANKING, again.model(), 2),
                    "trained again, the same");
            api.change("stop", "");
            String request = start(",\"coverage\":1", hash[0].substring(0, 12)).replace(NAME, "with-a-model");
            api.post("/v1/launches", request.replace(hash[0].substring(0, 12), "0123456789"), 422);
            api.post("/v1/launches", request, 201);
            Map<String, String> models = new TreeMap<>();
            for (int i = 0; i < 50; i++) {
                JsonNode slate = api.feed("user-" + i);
                models.put(
                        slate.at("/arms/0/arm").asText(), slate.at("/release").asText());
                assertEquals(
                        slate.at("/arms/0/arm").asText().equals("control") ? "no release" : "",
                        slate.at("/fallback").asText());
            }
            assertEquals(Map.of("control", "", "treatment", hash[0]), models);
            settle(node);
            assertTrue(events(node).stream()
                    .anyMatch(
                            event -> event instanceof Exposure e && e.release().equals(hash[0])));
        });
        damage(hash[0]);
        serve((node, api) -> {
            for (int i = 0; i < 50; i++) {
                JsonNode slate = api.feed("user-" + i);
                assertEquals("", slate.at("/release").asText());
                assertEquals(
                        slate.at("/arms/0/arm").asText().equals("control") ? "no release" : "no release of the arm",
                        slate.at("/fallback").asText());
                assertFalse(slate.at("/items").isEmpty());
            }
            String detail = api.get("/v1/health").at("/detail").asText();
            assertTrue(detail.contains("cannot serve: model " + hash[0]), detail);
            settle(node);
            Parity parity = Parity.check(node.log(), FeedApp.NAME, FeedApp.rows());
            assertEquals(0, parity.differing(), parity::toString);
        });
    }

    private void damage(String hash) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                var update = db.prepareStatement(
                        "UPDATE models SET content = substr(content, 1, length(content) / 2) WHERE hash = ?")) {
            update.setString(1, hash);
            assertEquals(1, update.executeUpdate());
        }
    }
}
