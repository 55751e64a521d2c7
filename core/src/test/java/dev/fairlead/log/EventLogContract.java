package dev.fairlead.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.market.events.Click;
import dev.fairlead.events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} must do. */
public abstract class EventLogContract {
    /** Opens an empty log. */
    protected abstract EventLog open() throws Exception;

    private EventLog log = new MemoryLog();

    @BeforeEach
    void openLog() throws Exception {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    protected static Event click(String id) {
        return new Click(id, 1_700_000_000_000L, "u", "s", "i", "");
    }

    private static List<Event> clicks(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> click(prefix + i)).toList();
    }

    private static DeadLetter dead(String reason) {
        return new DeadLetter(0, 17, "file", 3, "price", reason, "{…}");
    }

    private List<String> idsAfter(long after, int limit) {
        List<String> ids = new ArrayList<>();
        long last = log.read(after, limit, (offset, event) -> {
            assertEquals(after + ids.size() + 1, offset);
            ids.add(event.id());
        });
        assertEquals(after + ids.size(), last);
        return ids;
    }

    @Test
    void anEmptyLogEndsAtZero() {
        assertEquals(0, log.end());
        assertEquals(List.of(), idsAfter(0, 10));
        assertEquals(Optional.empty(), log.find("a"));
        assertEquals(0, log.deadLetterCount());
        assertEquals(new Receipt(0, 0, 0), log.append(List.of(), List.of()));
    }

    @Test
    void offsetsCountFromOneWithoutGaps() {
        assertEquals(new Receipt(3, 3, 0), log.append(clicks("a", 3), List.of()));
        assertEquals(new Receipt(5, 2, 0), log.append(clicks("b", 2), List.of()));
        assertEquals(5, log.end());
        assertEquals(List.of("a0", "a1", "a2", "b0", "b1"), idsAfter(0, 10));
        assertEquals(List.of("a1", "a2"), idsAfter(1, 2));
        assertEquals(List.of(), idsAfter(5, 10));
        assertEquals(List.of(), idsAfter(9, 10));
        assertEquals(List.of(), idsAfter(0, 0));
    }

    @Test
    void anIdIsAcceptedOnce() {
        assertEquals(new Receipt(2, 2, 1), log.append(List.of(click("a"), click("b"), click("a")), List.of()));
        assertEquals(new Receipt(3, 1, 2), log.append(List.of(click("b"), click("c"), click("a")), List.of()));
        assertEquals(List.of("a", "b", "c"), idsAfter(0, 10));
    }

    @Test
    void findsAnEventByItsId() {
        log.append(clicks("a", 3), List.of());
        assertEquals(Optional.of(new Logged(2, click("a1"))), log.find("a1"));
        assertEquals(Optional.empty(), log.find("a"));
    }

    @Test
    void keepsWhatWasRefusedUntilItIsResubmitted() {
        log.append(clicks("a", 1), List.of(dead("first"), dead("second")));
        log.append(List.of(), List.of(dead("third")));
        List<DeadLetter> all = log.deadLetters(0, 10);
        assertEquals(
                List.of("first", "second", "third"),
                all.stream().map(DeadLetter::reason).toList());
        assertEquals(List.of(1L, 2L, 3L), all.stream().map(DeadLetter::number).toList());
        assertEquals(new DeadLetter(1, 17, "file", 3, "price", "first", "{…}"), all.getFirst());
        assertEquals(all.subList(1, 2), log.deadLetters(1, 1));
        log.markResubmitted(List.of(1L, 3L));
        assertEquals(1, log.deadLetterCount());
        assertEquals(all.subList(1, 2), log.deadLetters(0, 10));
        log.append(List.of(), List.of(dead("fourth")));
        assertEquals(4, log.deadLetters(2, 10).getFirst().number());
    }

    @Test
    void aFoldMayAppendToTheLogThatFeedsIt() {
        log.append(clicks("a", 2), List.of());
        log.read(0, 10, (offset, _) -> log.append(List.of(click("again" + offset)), List.of()));
        assertEquals(List.of("a0", "a1", "again1", "again2"), idsAfter(0, 10));
    }

    @Test
    void manyThreadsAppendAndReadAtOnce() throws Exception {
        int threads = 16;
        int units = 25;
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                work.add(pool.submit(() -> {
                    for (int u = 0; u < units; u++) {
                        String prefix = thread % 8 + "-" + u + "-";
                        Receipt receipt = log.append(clicks(prefix, 10), List.of(dead("x")));
                        assertEquals(10, receipt.accepted() + receipt.duplicates());
                        assertTrue(log.end() >= receipt.lastOffset());
                        assertTrue(log.find(prefix + 9).orElseThrow().offset() <= receipt.lastOffset());
                        assertEquals(5, idsAfter(receipt.lastOffset() - 5, 5).size());
                    }
                }));
            }
            for (Future<?> f : work) {
                f.get();
            }
        }
        assertEquals(8 * units * 10, log.end());
        assertEquals(
                8 * units * 10,
                idsAfter(0, Integer.MAX_VALUE).stream().distinct().count());
        assertEquals(threads * units, log.deadLetterCount());
    }

    @Test
    void aSubmittedUnitIsDurableWhenItsFutureCompletes() {
        List<CompletableFuture<Receipt>> pending = new ArrayList<>();
        for (int u = 0; u < 100; u++) {
            pending.add(log.submit(clicks(u + "-", 20), List.of()));
        }
        for (int u = 0; u < 100; u++) {
            assertEquals(20, pending.get(u).join().accepted());
            assertTrue(log.end() >= 20L * (u + 1));
        }
        assertEquals(2_000, idsAfter(0, Integer.MAX_VALUE).size());
        assertEquals(
                IntStream.range(0, 100)
                        .boxed()
                        .flatMap(u -> clicks(u + "-", 20).stream().map(Event::id))
                        .toList(),
                idsAfter(0, 10_000));
    }
}
