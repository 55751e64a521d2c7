package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.decide.App;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.Stage;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.lightgbm.LightGbmTrainer;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Click;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.retrieval.ExactIndex;
import dev.fairlead.retrieval.Hits;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.VectorIndex;
import dev.fairlead.retrieval.Vectors;
import dev.fairlead.toy.FragileApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Under load over HTTP each thing that a decision depends on is taken away in turn. Every request is answered with items, and the answers
 * say what they went without.
 */
class PlugTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final FeedConfig CONFIG = FeedConfig.defaults()
            .with("candidates", "100")
            .with("ranker.trees", "5")
            .with("classifier.trees", "5")
            .with("sources.deadline.ms", "200")
            .with("state.deadline.ms", "200");

    @TempDir
    private Path folder = Path.of("");

    /** An index whose searches can be made to fail or to hang. */
    private static final class Plug implements IndexFactory {
        private volatile boolean fails;
        private volatile CountDownLatch hangs = new CountDownLatch(0);

        @Override
        public VectorIndex build(Vectors vectors, IntConsumer progress) {
            ExactIndex exact = new ExactIndex(vectors);
            return new VectorIndex() {
                @Override
                public Vectors vectors() {
                    return vectors;
                }

                @Override
                public Hits search(float[] query, int k, IntPredicate accept) {
                    if (fails) {
                        throw new IllegalStateException("the plug of the index was pulled");
                    }
                    try {
                        hangs.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return exact.search(query, k, accept);
                }

                @Override
                public long bytes() {
                    return 0;
                }
            };
        }
    }

    /** Clients that ask all the time, and what they were told. */
    private static final class Load implements AutoCloseable {
        private final Map<String, AtomicInteger> fallbacks = new ConcurrentHashMap<>();
        private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean stop;

        Load(URI feed) {
            for (int client = 0; client < 4; client++) {
                int number = client;
                threads.add(Thread.ofPlatform().start(() -> ask(feed, number)));
            }
        }

        private void ask(URI feed, int client) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                for (int i = 0; !stop; i++) {
                    String body = "{\"user\":\"u%d\",\"session\":\"s\",\"n\":5}".formatted((client * 97 + i) % 400);
                    HttpResponse<String> answer = http.send(
                            HttpRequest.newBuilder(feed)
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
                    JsonNode told = JSON.readTree(answer.body());
                    if (answer.statusCode() != 200 || told.at("/items").size() != 5) {
                        wrong.add(answer.statusCode() + " " + answer.body());
                    }
                    fallbacks
                            .computeIfAbsent(told.at("/fallback").asText(), _ -> new AtomicInteger())
                            .incrementAndGet();
                }
            } catch (Exception e) {
                wrong.add(e.toString());
            }
        }

        /** Waits until 20 more answers have named this fallback. */
        void await(String fallback) throws InterruptedException {
            int before = count(fallback);
            for (int waited = 0; count(fallback) < before + 20; waited++) {
                assertTrue(waited < 6_000, "no answers with fallback '" + fallback + "', only " + fallbacks);
                Thread.sleep(5);
            }
        }

        private int count(String fallback) {
            AtomicInteger count = fallbacks.get(fallback);
            return count == null ? 0 : count.get();
        }

        @Override
        public void close() {
            stop = true;
            for (Thread thread : threads) {
                while (thread.isAlive()) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            assertEquals(List.of(), List.copyOf(wrong));
        }
    }

    private static List<Event> market(Path elsewhere) {
        LiveMarket market = new LiveMarket(elsewhere, LiveMarket.small(5));
        List<Event> events = new ArrayList<>();
        try (Node node = market.open()) {
            market.run(node, 300);
            node.log().readAll(logged -> events.add(logged.event()));
        }
        return events;
    }

    private void damage(String hash) throws SQLException {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                PreparedStatement update = db.prepareStatement(
                        "UPDATE models SET content = substr(content, 1, length(content) / 2) WHERE hash = ?")) {
            update.setString(1, hash);
            assertEquals(1, update.executeUpdate());
        }
    }

    @Test
    void answersGoOnWithoutIndexModelStateAndLogAndSaySo(@TempDir Path elsewhere) throws Exception {
        List<Event> events = market(elsewhere);
        Plug plug = new Plug();
        Held held = new Held();
        App<ListQuery, RankingModel> app =
                new FragileApp<>(new FeedApp(CONFIG, new LightGbmTrainer(), plug, Stage.Timer.NONE), held::meet);
        try (Node node = Node.open(folder, List.of(app), Environment.system())) {
            node.append(events);
            Training training = new Training(CONFIG);
            FeedTraining.Trained trained = training.train(training.prepare(
                    Training.source("test", true, node.log(), node.log().end())));
            String hash = node.registry().put(trained.card(), RankingModelType.RANKING, trained.model(), 1);
            node.promote(FeedApp.NAME, hash, "test");
            try (HttpApi api = node.serve(HttpApi.DEFAULT_HOST, 0);
                    Load load =
                            new Load(URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + api.port() + "/v1/feed"))) {
                load.await("");
                index(plug, load);
                held.state(node, load);
                log(node, load);
                model(node, hash, load);
            }
        }
    }

    private static void index(Plug plug, Load load) throws InterruptedException {
        plug.fails = true;
        load.await("source personal failed");
        plug.fails = false;
        plug.hangs = new CountDownLatch(1);
        load.await("source personal late");
        plug.hangs.countDown();
        load.await("");
    }

    /** An event whose application takes as long as the test wants. */
    private static final class Held {
        private static final String ID = "held";

        private final CountDownLatch release = new CountDownLatch(1);

        void meet(String id) {
            if (!id.equals(ID)) {
                return;
            }
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void state(Node node, Load load) throws InterruptedException {
            node.log().append(List.of(new Click(ID, 1_772_409_600_000L, "u", "s", "i", "")), List.of());
            load.await("feature state late");
            release.countDown();
            load.await("");
        }
    }

    /** Another process locks the file for writing. What waits is written when it lets go. */
    private void log(Node node, Load load) throws Exception {
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                Statement statement = db.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            Position end = stored(statement);
            // What was committed before the lock is told by the log a moment later.
            for (int waited = 0; !node.log().end().equals(end); waited++) {
                assertTrue(waited < 1_000, "the log does not tell what it holds");
                Thread.sleep(10);
            }
            load.await("");
            load.await("");
            assertEquals(end, node.log().end(), "the log goes on although it is locked");
            assertEquals(end, stored(statement), "the log goes on although it is locked");
            statement.execute("ROLLBACK");
            for (int waited = 0; node.log().end().equals(end); waited++) {
                assertTrue(waited < 1_000, "the log does not go on");
                Thread.sleep(10);
            }
        }
        assertEquals(0, node.unjournaled());
    }

    private static Position stored(Statement statement) throws SQLException {
        try (ResultSet last = statement.executeQuery("SELECT max(last) FROM blocks")) {
            return Position.of(last.getLong(1));
        }
    }

    private void model(Node node, String hash, Load load) throws Exception {
        node.promote(FeedApp.NAME, "", "back to the heuristic");
        load.await("no release");
        damage(hash);
        assertThrows(DamagedModelException.class, () -> node.promote(FeedApp.NAME, hash, "a damaged one"));
        load.await("no release");
    }
}
