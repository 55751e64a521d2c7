package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.EventLogContract;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that appends, at random moments: no acknowledged event may be lost and none may be there twice. */
class KillTest {
    @TempDir
    private Path folder = Path.of("");

    /** Batches a child has begun to send, and those it was told are durable. */
    private final Set<Integer> sent = new TreeSet<>();

    private final Set<Integer> acknowledged = new HashSet<>();

    @Test
    void noAcknowledgedEventIsLostOrDoubled() throws Exception {
        killAndCheck(Integer.getInteger("fairlead.kill.rounds", 5));
    }

    @Test
    @Tag("conformance")
    void noAcknowledgedEventIsLostOrDoubledInTwentyRounds() throws Exception {
        killAndCheck(20);
    }

    private void killAndCheck(int rounds) throws Exception {
        SplittableRandom random = new SplittableRandom();
        for (int round = 0; round < rounds; round++) {
            runAndKill(random.nextInt(300));
            check();
        }
        assertTrue(acknowledged.size() >= rounds, () -> "only " + acknowledged.size() + " batches got through");
    }

    private void runAndKill(int millis) throws Exception {
        Set<Integer> again = new TreeSet<>(sent);
        again.removeAll(acknowledged);
        Process child = ChildJvm.of(
                        folder,
                        "128m",
                        Appender.class,
                        folder.resolve("data").toString(),
                        String.valueOf(sent.size()),
                        again.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = child.inputReader()) {
            long deadline = Long.MAX_VALUE;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                note(line);
                if (deadline == Long.MAX_VALUE && line.startsWith("acknowledged")) {
                    deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                }
                if (System.nanoTime() > deadline) {
                    // Through the handle: the process itself would close its output, and with it what it had said.
                    child.toHandle().destroyForcibly();
                }
            }
        }
        assertEquals(128 + 9, child.waitFor(), "the child ended by itself");
    }

    private void note(String line) {
        String[] words = line.split(" ");
        // A line cut off by the kill counts for nothing.
        if (words.length == 3 && words[2].equals(".")) {
            (words[0].equals("sent") ? sent : acknowledged).add(Integer.parseInt(words[1]));
        }
    }

    private void check() {
        try (SqliteStore store = SqliteStore.open(folder.resolve("data"))) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            Set<String> ids = new HashSet<>();
            long[] next = {1};
            log.readAll(logged -> {
                assertEquals(next[0]++, logged.offset());
                assertTrue(ids.add(logged.event().id()), () -> logged.event().id() + " is there twice");
            });
            for (int batch : acknowledged) {
                for (int i = 0; i < Appender.BATCH; i++) {
                    String id = Appender.id(batch, i);
                    assertTrue(ids.contains(id), () -> id + " was acknowledged and is lost");
                }
            }
            assertEquals(0, ids.size() % Appender.BATCH, "half a batch");
            assertTrue(ids.size() <= sent.size() * Appender.BATCH);
            assertEquals(List.of(), store.deadLetters().deadLetters(0, 1));
        }
    }
}
