package dev.fairlead.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Promotion;
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
    /** One store as its three ports. */
    public record Opened(EventLog log, EventIndex index, DeadLetters deadLetters) {}

    /** Opens an empty log. */
    protected abstract Opened open() throws Exception;

    private EventLog log = new MemoryLog();
    private EventIndex index = new MemoryLog();
    private DeadLetters letters = new MemoryLog();

    @BeforeEach
    void openLog() throws Exception {
        Opened opened = open();
        log = opened.log;
        index = opened.index;
        letters = opened.deadLetters;
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    /** The types of the events below. */
    public static final EventTypes TYPES = EventTypes.of(PlatformEvents.of(List.of()));

    public static Event event(String id) {
        return new Promotion(id, 1_700_000_000_000L, "app", "", "");
    }

    public static List<Event> events(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> event(prefix + i)).toList();
    }

    private static DeadLetter dead(String reason) {
        return new DeadLetter(0, 17, "file", 3, "price", reason, "{…}");
    }

    private List<String> idsAfter(long after, int limit) {
        List<String> ids = new ArrayList<>();
        long[] last = {after};
        Position reached = log.read(Position.of(after), limit, logged -> {
            assertTrue(logged.offset() > last[0], "offsets rise");
            last[0] = logged.offset();
            ids.add(logged.event().id());
        });
        assertEquals(Position.of(last[0]), reached);
        return ids;
    }

    @Test
    void anEmptyLogEndsAtZero() {
        assertEquals(Position.of(0), log.end());
        assertEquals(List.of(), idsAfter(0, 10));
        assertEquals(Optional.empty(), index.find("a"));
        assertEquals(0, letters.deadLetterCount());
        assertEquals(new Receipt(Position.of(0), 0, 0), log.append(List.of(), List.of()));
    }

    @Test
    void offsetsCountFromOneWithoutGaps() {
        assertEquals(new Receipt(Position.of(3), 3, 0), log.append(events("a", 3), List.of()));
        assertEquals(new Receipt(Position.of(5), 2, 0), log.append(events("b", 2), List.of()));
        assertEquals(Position.of(5), log.end());
        assertEquals(List.of("a0", "a1", "a2", "b0", "b1"), idsAfter(0, 10));
        assertEquals(List.of("a1", "a2"), idsAfter(1, 2));
        assertEquals(List.of(), idsAfter(5, 10));
        assertEquals(List.of(), idsAfter(9, 10));
        assertEquals(List.of(), idsAfter(0, 0));
    }

    @Test
    void anIdIsAcceptedOnce() {
        assertEquals(
                new Receipt(Position.of(2), 2, 1), log.append(List.of(event("a"), event("b"), event("a")), List.of()));
        assertEquals(
                new Receipt(Position.of(3), 1, 2), log.append(List.of(event("b"), event("c"), event("a")), List.of()));
        assertEquals(List.of("a", "b", "c"), idsAfter(0, 10));
    }

    /** A forged event used to take the id of a real one in silence. */
    @Test
    void anotherEventOfAKnownIdIsAConflictAndNotADuplicate() {
        Event one = event("a");
        Event other = new Promotion("a", 1_700_000_000_000L, "app", "", "of other content");
        log.append(List.of(one), List.of());
        assertEquals(
                new Receipt(Position.of(3), 2, 1, List.of(1, 4)),
                log.append(List.of(event("b"), other, event("c"), one, other), List.of()));
        assertEquals(new Receipt(Position.of(3), 0, 0, List.of(0)), log.append(List.of(other), List.of()));
        assertEquals(
                new Receipt(Position.of(4), 1, 0, List.of(1)),
                log.append(List.of(event("d"), new Promotion("d", 1_700_000_000_001L, "app", "", "")), List.of()),
                "within one unit, too");
        assertEquals(List.of("a", "b", "c", "d"), idsAfter(0, 10));
        assertEquals(one, index.find("a").orElseThrow().event());
    }

    @Test
    void findsAnEventByItsId() {
        log.append(events("a", 3), List.of());
        assertEquals(Optional.of(Logged.at(2, event("a1"))), index.find("a1"));
        assertEquals(Optional.empty(), index.find("a"));
    }

    @Test
    void keepsWhatWasRefusedUntilItIsResubmitted() {
        log.append(events("a", 1), List.of(dead("first"), dead("second")));
        log.append(List.of(), List.of(dead("third")));
        List<DeadLetter> all = letters.deadLetters(0, 10);
        assertEquals(
                List.of("first", "second", "third"),
                all.stream().map(DeadLetter::reason).toList());
        assertEquals(List.of(1L, 2L, 3L), all.stream().map(DeadLetter::number).toList());
        assertEquals(new DeadLetter(1, 17, "file", 3, "price", "first", "{…}"), all.getFirst());
        assertEquals(all.subList(1, 2), letters.deadLetters(1, 1));
        letters.markResubmitted(List.of(1L, 3L));
        assertEquals(1, letters.deadLetterCount());
        assertEquals(all.subList(1, 2), letters.deadLetters(0, 10));
        log.append(List.of(), List.of(dead("fourth")));
        assertEquals(4, letters.deadLetters(2, 10).getFirst().number());
    }

    @Test
    void aFoldMayAppendToTheLogThatFeedsIt() {
        log.append(events("a", 2), List.of());
        log.read(Position.START, 10, logged -> log.append(List.of(event("again" + logged.offset())), List.of()));
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
                        Receipt receipt = log.append(events(prefix, 10), List.of(dead("x")));
                        assertEquals(10, receipt.accepted() + receipt.duplicates());
                        assertTrue(log.end().covers(receipt.end()));
                        assertTrue(receipt.end().covers(index.find(prefix + 9).orElseThrow()));
                        assertEquals(5, idsAfter(receipt.end().offset(0) - 5, 5).size());
                    }
                }));
            }
            for (Future<?> f : work) {
                f.get();
            }
        }
        assertEquals(Position.of(8 * units * 10), log.end());
        assertEquals(
                8 * units * 10,
                idsAfter(0, Integer.MAX_VALUE).stream().distinct().count());
        assertEquals(threads * units, letters.deadLetterCount());
    }

    @Test
    void aSubmittedUnitIsDurableWhenItsFutureCompletes() {
        List<CompletableFuture<Receipt>> pending = new ArrayList<>();
        for (int u = 0; u < 100; u++) {
            pending.add(log.submit(events(u + "-", 20), List.of()));
        }
        for (int u = 0; u < 100; u++) {
            assertEquals(20, pending.get(u).join().accepted());
            assertTrue(log.end().covers(Position.of(20L * (u + 1))));
        }
        assertEquals(2_000, idsAfter(0, Integer.MAX_VALUE).size());
        assertEquals(
                IntStream.range(0, 100)
                        .boxed()
                        .flatMap(u -> events(u + "-", 20).stream().map(Event::id))
                        .toList(),
                idsAfter(0, 10_000));
    }
}
