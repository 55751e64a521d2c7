package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.sqlite.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a server whose users leave the heap all the time: afterwards each of them has the numbers that the log says. */
class IdleKillTest {
    private static final int ROUNDS = 4;
    private static final int USERS = 40; // of a batch
    private static final int GROUPS = 60; // batches until the same users come again
    private static final long START = 1_767_600_000_000L;
    private static final long STEP = 600_000; // from batch to batch
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");

    /** Seven minutes: who was in one batch has left in the next but one. */
    private static final String IDLE = "state.users.idle.days=0.005";

    @TempDir
    private Path folder = Path.of("");

    private int batches;

    @Test
    void usersHaveTheNumbersOfTheLogAfterKills() throws Exception {
        SplittableRandom random = new SplittableRandom();
        Path numbers = Files.writeString(folder.resolve("feed.properties"), IDLE);
        for (int round = 0; round < ROUNDS; round++) {
            postAndKill(numbers, 500 + random.nextInt(1_500));
            check(numbers);
        }
        assertTrue(Files.size(folder.resolve("data").resolve("cold.feed.user.db")) > 0);
    }

    private void postAndKill(Path numbers, int millis) throws Exception {
        Process server = ChildJvm.of(
                        folder,
                        "512m",
                        Main.class,
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--config",
                        numbers.toString(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            URI events = URI.create(address(out) + "/v1/events");
            Thread killer = Thread.startVirtualThread(() -> kill(server, millis));
            post(client, events);
            killer.join();
            assertEquals(128 + 9, server.waitFor(), "the server ended by itself");
        } finally {
            server.destroyForcibly();
        }
    }

    private static void kill(Process server, int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        server.destroyForcibly();
    }

    private static String address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return address.group();
            }
        }
        throw new AssertionError("the server ended before it listened");
    }

    private void post(HttpClient client, URI events) throws InterruptedException {
        try {
            while (true) {
                int status = client.send(
                                HttpRequest.newBuilder(events)
                                        .POST(BodyPublishers.ofString(body(batches)))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode();
                assertEquals(200, status);
                batches++;
            }
        } catch (IOException _) {
            batches++; // killed; whether the last batch is in the log does not matter
        }
    }

    private static String user(int batch, int i) {
        return "u-" + batch % GROUPS + "-" + i;
    }

    private static String body(int batch) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < USERS; i++) {
            lines.append(
                    "{\"type\":\"click\",\"id\":\"e-%d-%d\",\"time\":%d,\"user\":\"%s\",\"session\":\"s%d\",\"item\":\"i%d\"}\n"
                            .formatted(batch, i, START + batch * STEP, user(batch, i), batch, (batch + i) % 50));
        }
        return lines.toString();
    }

    private void check(Path numbers) {
        FeedFeatures staying = FeedFeatures.create();
        List<String> items = List.of("i1", "i2", "i20", "i49", "none");
        try (Node node = Node.open(folder.resolve("data"), Apps.of(FeedConfig.read(numbers)), Environment.system())) {
            node.log().readAll(staying.store()::accept);
            FeedFeatures leaving = node.feed().features();
            for (int batch = 0; batch < GROUPS; batch++) {
                for (int i = 0; i < USERS; i++) {
                    FeatureQuery query = new FeatureQuery(
                            user(batch, i),
                            "s" + batches,
                            Context.UNKNOWN,
                            START + batches * STEP,
                            items,
                            new double[0]);
                    float[] expected = staying.store().read(view -> view.rows(query));
                    float[] actual = leaving.store().read(view -> view.rows(query));
                    assertArrayEquals(expected, actual, () -> query.user() + " after " + batches + " batches");
                }
            }
            int onHeap = leaving.store()
                    .read(view -> view.entities().users().active().size());
            assertTrue(onHeap <= 3 * USERS, onHeap + " users are on the heap");
        }
    }
}
