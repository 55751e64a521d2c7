package dev.fairlead.sqlite;

import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.EventLogContract;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The process that {@link KillTest} kills: four threads append batches, saying what they send and what was acknowledged. */
final class Appender {
    static final int BATCH = 50;

    private Appender() {}

    static String id(int batch, int i) {
        return "batch " + batch + " event " + i;
    }

    /** Arguments: the folder, the first new batch, and the batches to send again. */
    public static void main(String[] args) throws Exception {
        AtomicInteger fresh = new AtomicInteger(Integer.parseInt(args[1]));
        Queue<Integer> again = Arrays.stream(args[2].split(","))
                .filter(number -> !number.isEmpty())
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
        try (SqliteStore store = SqliteStore.open(Path.of(args[0]))) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            List<Thread> threads = IntStream.range(0, 4)
                    .mapToObj(_ -> Thread.startVirtualThread(() -> appendForEver(log, again, fresh)))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    private static void appendForEver(EventLog log, Queue<Integer> again, AtomicInteger fresh) {
        while (true) {
            Integer waiting = again.poll();
            int batch = waiting == null ? fresh.getAndIncrement() : waiting;
            say("sent " + batch);
            log.append(
                    IntStream.range(0, BATCH)
                            .mapToObj(i -> EventLogContract.event(id(batch, i)))
                            .toList(),
                    List.of());
            say("acknowledged " + batch);
        }
    }

    private static synchronized void say(String what) {
        System.out.println(what + " .");
        System.out.flush();
    }
}
