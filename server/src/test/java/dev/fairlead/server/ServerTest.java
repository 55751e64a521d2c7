package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.Position;
import dev.fairlead.ranking.RankingModelType;
import java.io.ByteArrayOutputStream;
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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node and its HTTP API, from events to a decision by a trained model, and through what can go wrong. */
class ServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FeedConfig CONFIG =
            LiveMarket.CONFIG.with("ranker.trees", "5").with("classifier.trees", "5");

    @TempDir
    private Path folder = Path.of("");

    private Node open() {
        return Node.open(folder, Apps.of(CONFIG), Environment.system());
    }

    /** A node that listens while {@code use} talks to it. */
    private interface Use {
        void with(Node node, URI api) throws Exception;
    }

    private void serve(Use use) throws Exception {
        try (Node node = open();
                HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0)) {
            use.with(node, URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port()));
        }
    }

    private static JsonNode send(HttpRequest request, int status) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), answer::body);
            return JSON.readTree(answer.body());
        }
    }

    private static JsonNode get(URI api, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(api.resolve(path)).build(), 200);
    }

    private static JsonNode post(URI api, String path, byte[] body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(api.resolve(path))
                        .POST(BodyPublishers.ofByteArray(body))
                        .build(),
                200);
    }

    private static JsonNode ask(URI api) throws IOException, InterruptedException {
        return post(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"n\":3}".getBytes());
    }

    /** A log that can be trained on, written by a market that lived on a node of its own. */
    private List<Event> marketEvents(Path elsewhere) {
        LiveMarket market = new LiveMarket(elsewhere, LiveMarket.small(5));
        List<Event> events = new ArrayList<>();
        try (Node node = market.open()) {
            market.run(node, 300);
            node.log().readAll(logged -> events.add(logged.event()));
        }
        return events;
    }

    private String train(Node node) {
        Training training = new Training(CONFIG);
        FeedTraining.Trained trained = training.train(training.prepare(
                Training.source("test", true, node.log(), node.log().end())));
        return node.registry()
                .put(trained.card(), RankingModelType.RANKING, trained.model(), System.currentTimeMillis());
    }

    private static final String ITEM =
            "{\"type\":\"item\",\"id\":\"%s\",\"time\":1772409600000,\"item\":\"%s\",\"price\":%s,\"margin\":0.3}%n";
    private static final String CLICK =
            "{\"type\":\"click\",\"id\":\"c\",\"time\":%d,\"user\":\"u\",\"session\":\"s\",\"item\":\"b\"}%n";

    @Test
    void anEventIsVisibleToTheNextRequestAndTheDecisionIsExplained() throws Exception {
        serve((node, api) -> {
            assertEquals(0, ask(api).at("/items").size(), "an empty catalogue");
            String events = ITEM.formatted("1", "a", 10)
                    + ITEM.formatted("2", "b", 20)
                    + CLICK.formatted(System.currentTimeMillis() - 60_000);
            JsonNode receipt = post(api, "/v1/events", events.getBytes());
            assertEquals(3, receipt.at("/accepted").asInt());
            assertTrue(receipt.at("/applied").asBoolean());
            JsonNode answer =
                    post(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"candidates\":[\"a\",\"b\"]}".getBytes());
            assertEquals("b", answer.at("/items/0/item").asText());
            assertEquals("no release", answer.at("/fallback").asText());
            assertTrue(answer.at("/as_of").asLong() >= 3);
            JsonNode decision =
                    get(api, "/v1/decisions/" + answer.at("/request").asText());
            assertEquals(answer.at("/as_of"), decision.at("/as_of"));
            JsonNode features = decision.at("/choices/0/features");
            assertEquals(20, features.at("/price").asDouble());
            assertEquals(1, features.at("/item_clicks_7d").asDouble());
            assertEquals(1, features.at("/session_item_clicks").asDouble());
            assertEquals(0.3, features.at("/margin").asDouble(), 1e-6);
            assertEquals(FeedApp.rows().names().size(), features.size());
        });
    }

    /** For 15 ms, until the journal had written it, an answered decision was "not found". */
    @Test
    void aDecisionIsFoundAsSoonAsItIsAnswered() throws Exception {
        serve((_, api) -> {
            for (int i = 0; i < 100; i++) {
                String id = ask(api).at("/request").asText();
                assertEquals(id, get(api, "/v1/decisions/" + id).at("/id").asText());
            }
        });
    }

    /** A click of a clock 20 hours ahead hid all later clicks of that person for 20 hours. */
    @Test
    void aClockThatIsAheadDoesNotHideWhatFollows() throws Exception {
        serve((_, api) -> {
            long now = System.currentTimeMillis();
            String ahead = ITEM.formatted("1", "a", 10)
                    + ITEM.formatted("2", "b", 20)
                    + "{\"type\":\"click\",\"id\":\"far\",\"time\":%d,\"user\":\"u\",\"session\":\"before\",\"item\":\"a\"}%n"
                            .formatted(now + 20 * 3_600_000L + 30_000)
                    + "{\"type\":\"item\",\"id\":\"3\",\"time\":%d,\"item\":\"b\",\"price\":99}%n"
                            .formatted(now + 9 * 3_600_000L);
            JsonNode receipt = post(api, "/v1/events", ahead.getBytes());
            assertEquals(2, receipt.at("/adjusted_total").asInt());
            assertEquals(3, receipt.at("/adjusted/0/line").asInt());
            assertTrue(receipt.at("/adjusted/0/reason").asText().contains("is ahead of the clock by 1200 minutes"));
            Thread.sleep(2); // the next events come a millisecond later
            String right = CLICK.formatted(System.currentTimeMillis() + 5)
                    + "{\"type\":\"item\",\"id\":\"4\",\"time\":%d,\"item\":\"b\",\"price\":21}%n"
                            .formatted(System.currentTimeMillis() + 5);
            assertEquals(
                    0,
                    post(api, "/v1/events", right.getBytes())
                            .at("/adjusted_total")
                            .asInt());
            JsonNode answer =
                    post(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"candidates\":[\"b\"]}".getBytes());
            JsonNode features =
                    get(api, "/v1/decisions/" + answer.at("/request").asText()).at("/choices/0/features");
            assertEquals(21, features.at("/price").asDouble());
            assertEquals(1, features.at("/session_item_clicks").asDouble());
            JsonNode again = post(api, "/v1/events", ahead.getBytes());
            assertEquals(4, again.at("/duplicates").asInt());
            assertEquals(0, again.at("/refused_total").asInt());
        });
    }

    @Test
    void aRequestMayExcludeItems() throws Exception {
        serve((_, api) -> {
            post(api, "/v1/events", (ITEM.formatted("1", "a", 10) + ITEM.formatted("2", "b", 20)).getBytes());
            JsonNode answer =
                    post(api, "/v1/feed", "{\"user\":\"u\",\"session\":\"s\",\"exclude\":[\"a\"]}".getBytes());
            assertEquals(1, answer.at("/items").size());
            assertEquals("b", answer.at("/items/0/item").asText());
            assertEquals(
                    "a",
                    get(api, "/v1/decisions/" + answer.at("/request").asText())
                            .at("/query/exclude/0")
                            .asText());
        });
    }

    @Test
    void aPromotedModelServesAlsoAfterARestartAndADamagedOneLeavesItToTheHeuristic(@TempDir Path elsewhere)
            throws Exception {
        List<Event> events = marketEvents(elsewhere);
        String[] hash = {""};
        serve((node, api) -> {
            node.log().append(events, List.of());
            node.awaitApplied(node.log().end(), Duration.ofSeconds(10));
            hash[0] = train(node);
            assertEquals("", ask(api).at("/release").asText(), "not promoted yet");
            node.promote(FeedApp.NAME, hash[0], "test");
            JsonNode answer = ask(api);
            assertEquals(hash[0], answer.at("/release").asText());
            assertEquals("", answer.at("/fallback").asText());
            assertTrue(answer.at("/items/0/probability").isNumber());
            assertEquals(hash[0], get(api, "/v1/health").at("/release").asText());
        });
        serve((node, api) -> {
            assertTrue(node.restoredAt().total() > events.size());
            assertEquals(hash[0], ask(api).at("/release").asText());
        });
        damage(hash[0]);
        serve((node, api) -> {
            JsonNode answer = ask(api);
            assertEquals("no release", answer.at("/fallback").asText());
            assertEquals(3, answer.at("/items").size());
            JsonNode health = get(api, "/v1/health");
            assertEquals("ready", health.at("/status").asText());
            assertTrue(health.at("/detail").asText().contains("is damaged"), health::toString);
            assertEquals("", health.at("/release").asText());
            node.promote(FeedApp.NAME, "", "back to the heuristic");
            assertEquals("", get(api, "/v1/health").at("/detail").asText());
        });
    }

    private void damage(String hash) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                PreparedStatement update = db.prepareStatement(
                        "UPDATE models SET content = substr(content, 1, length(content) / 2) WHERE hash = ?")) {
            update.setString(1, hash);
            assertEquals(1, update.executeUpdate());
        }
    }

    /** A release that an event names is read beside the thread that applies it. */
    private static void awaitProblem(Node node, String part) {
        for (int waited = 0; !node.servingProblem().contains(part); waited++) {
            assertTrue(waited < 3_000, () -> "nothing is said of '" + part + "': " + node.servingProblem());
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void aPromotionOfAModelThatIsNotThereLeavesItToTheHeuristicAndSaysSo() throws Exception {
        serve((node, api) -> {
            assertThrows(
                    IllegalArgumentException.class, () -> node.promote(FeedApp.NAME, "0123456789abcdef", "not here"));
            node.append(List.of(
                    new Promotion("p", 1_772_409_600_000L, FeedApp.NAME, "0123456789abcdef", "a log from elsewhere")));
            awaitProblem(node, "is not in the registry");
            JsonNode health = get(api, "/v1/health");
            assertTrue(health.at("/detail").asText().contains("is not in the registry"), health::toString);
            assertEquals("no release", ask(api).at("/fallback").asText());
        });
    }

    /** The tail had already applied the batch when reading the model failed, so it could never go on. */
    @Test
    void bugAModelTableThatCannotBeReadStoppedTheEvents() throws Exception {
        serve((node, api) -> {
            try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                    var statement = db.createStatement()) {
                statement.execute("ALTER TABLE models RENAME TO gone");
            }
            node.log().append(List.of(new Promotion("p", 1_772_409_600_000L, "feed", "0123456789", "")), List.of());
            JsonNode receipt =
                    post(api, "/v1/events", ITEM.formatted("1", "a", 10).getBytes());
            assertTrue(receipt.at("/applied").asBoolean(), receipt::toString);
            awaitProblem(node, "cannot serve");
            assertEquals("a", ask(api).at("/items/0/item").asText());
        });
    }

    /** The node believed that it had applied what the log did not hold yet, and skipped the next events. */
    @Test
    void bugASnapshotOfAnotherLogWasBelieved() throws Exception {
        serve((_, api) -> post(api, "/v1/events", ITEM.formatted("1", "a", 10).getBytes()));
        assertTrue(Files.exists(folder.resolve("state.snapshot")));
        for (String part : List.of("fairlead.db", "fairlead.db-wal", "fairlead.db-shm")) {
            Files.deleteIfExists(folder.resolve(part));
        }
        serve((node, api) -> {
            assertEquals(Position.of(0), node.restoredAt());
            post(api, "/v1/events", ITEM.formatted("2", "b", 20).getBytes());
            JsonNode answer = ask(api);
            assertEquals(1, answer.at("/items").size());
            assertEquals("b", answer.at("/items/0/item").asText());
            assertFalse(answer.at("/as_of").asLong() > node.log().end().total());
        });
    }

    @Test
    void nobodyPromotesOverHttp() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(new JsonEvents(Node.types(Apps.of(CONFIG)))
                .encode(new Promotion("p", 1_772_409_600_000L, "feed", "0123456789", "mine")));
        serve((node, api) -> {
            JsonNode refusal = send(
                    HttpRequest.newBuilder(api.resolve("/v1/events"))
                            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    422);
            assertTrue(refusal.at("/refused/0/reason").asText().contains("Fairlead itself"), refusal::toString);
            assertEquals(Position.of(0), node.log().end());
        });
    }
}
