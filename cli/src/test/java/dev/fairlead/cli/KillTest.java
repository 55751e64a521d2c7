package dev.fairlead.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.server.Apps;
import dev.fairlead.server.Node;
import dev.fairlead.sqlite.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a whole server under load, at random moments: no acknowledged event may be lost and none may be there twice. */
class KillTest {
    private static final int BATCH = 40;
    private static final int THREADS = 4;
    private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:[0-9]+");

    @TempDir
    private Path folder = Path.of("");

    private final AtomicInteger fresh = new AtomicInteger();
    private final Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> wrongAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> unanswered = new ConcurrentLinkedQueue<>();

    @Test
    void noAcknowledgedEventIsLostOrDoubled() throws Exception {
        killAndCheck(2, 300);
    }

    @Test
    @Tag("conformance")
    void noAcknowledgedEventIsLostOrDoubledInTwentyRounds() throws Exception {
        killAndCheck(20, 2_000);
    }

    private void killAndCheck(int rounds, int longest) throws Exception {
        SplittableRandom random = new SplittableRandom();
        for (int round = 0; round < rounds; round++) {
            postAndKill(1 + random.nextInt(longest));
            check();
        }
        System.out.println("kill -9: " + rounds + " rounds, " + acknowledged.size() * BATCH
                + " events acknowledged, 0 lost, 0 doubled; " + unanswered.size() * BATCH + " unanswered at the end");
        assertTrue(acknowledged.size() >= rounds, () -> "only " + acknowledged.size() + " batches got through");
    }

    private void postAndKill(int millis) throws Exception {
        Process server = ChildJvm.of(
                        folder,
                        "512m",
                        Main.class,
                        "serve",
                        "--data",
                        folder.resolve("data").toString(),
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = server.inputReader();
                HttpClient client = HttpClient.newHttpClient()) {
            URI events = URI.create(address(out) + "/v1/events");
            int before = acknowledged.size();
            List<Thread> posters = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                posters.add(Thread.startVirtualThread(() -> postUntilItDies(client, events)));
            }
            while (acknowledged.size() == before && wrongAnswers.isEmpty() && server.isAlive()) {
                Thread.sleep(1);
            }
            Thread.sleep(millis);
            server.destroyForcibly();
            assertEquals(128 + 9, server.waitFor(), "the server ended by itself");
            for (Thread poster : posters) {
                poster.join();
            }
            assertEquals(List.of(), List.copyOf(wrongAnswers));
        } finally {
            server.destroyForcibly();
        }
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

    /** Batches that an earlier server left unanswered are sent again, some acknowledged ones too; then new ones. */
    private void postUntilItDies(HttpClient client, URI events) {
        while (true) {
            Integer waiting = unanswered.poll();
            int batch = waiting != null ? waiting : again() ? any() : fresh.getAndIncrement();
            try {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(events)
                                .timeout(Duration.ofSeconds(20))
                                .POST(BodyPublishers.ofString(body(batch)))
                                .build(),
                        BodyHandlers.ofString());
                if (answer.statusCode() != 200) {
                    wrongAnswers.add(answer.body());
                    return;
                }
                acknowledged.add(batch);
            } catch (IOException _) {
                if (!acknowledged.contains(batch)) {
                    unanswered.add(batch);
                }
                return;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private boolean again() {
        return !acknowledged.isEmpty() && ThreadLocalRandom.current().nextInt(10) == 0;
    }

    private int any() {
        return acknowledged.iterator().next();
    }

    private static String id(int batch, int i) {
        return "batch-" + batch + "-event-" + i;
    }

    private static String body(int batch) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            lines.append("{\"type\":\"click\",\"id\":\"")
                    .append(id(batch, i))
                    .append("\",\"time\":1767600000000,\"user\":\"u")
                    .append(i)
                    .append("\",\"session\":\"s\",\"item\":\"i")
                    .append(batch % 50)
                    .append("\"}\n");
        }
        return lines.toString();
    }

    private void check() {
        Map<String, Integer> times = new HashMap<>();
        try (Node node = Node.open(folder.resolve("data"), Apps.of(FeedConfig.defaults()), Environment.system())) {
            node.log().readAll(logged -> times.merge(logged.event().id(), 1, Integer::sum));
            assertEquals(0, node.deadLetters().deadLetterCount());
        }
        times.forEach((id, count) -> assertEquals(1, count, () -> id + " is there " + count + " times"));
        for (int batch : acknowledged) {
            for (int i = 0; i < BATCH; i++) {
                String id = id(batch, i);
                assertTrue(times.containsKey(id), () -> id + " was acknowledged and is lost");
            }
        }
        assertEquals(0, times.size() % BATCH, "half a batch");
    }
}
