package dev.fairlead.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(17));
    private static final Duration LONG = Duration.ofSeconds(60);

    private final MemoryLog log = new MemoryLog();
    private final MemoryQuarantine quarantine = new MemoryQuarantine();
    private final StateLock lock = new StateLock();

    @TempDir
    private Path folder = Path.of("");

    private Position append(String prefix, int count) {
        return log.append(EventLogContract.events(prefix, count), List.of()).end();
    }

    private Tail tail(Folds folds) {
        return new Tail(folds, new Snapshots(folder), 1_000_000, () -> {});
    }

    /** As a node opens: from the snapshot if it can be used. */
    private Folds folds(List<State> states) {
        Snapshots.Restored<List<State>> restored =
                new Snapshots(folder).restore(() -> states, s -> s, log.end(), quarantine.toRetry());
        return new Folds(
                log,
                quarantine,
                lock,
                states.stream()
                        .map(state -> new Snapshots.Placed(state, restored.position(state)))
                        .toList(),
                CLOCK);
    }

    private List<String> ids(String... without) {
        List<String> ids = new ArrayList<>();
        log.readAll(logged -> ids.add(logged.event().id()));
        ids.removeAll(List.of(without));
        return ids;
    }

    @Test
    void anEventThatOneStateCannotTakeIsLeftOutOfThatOneAndNamed() {
        Sum good = new Sum("good", "1");
        Sum bad = new Sum("bad", "1", "a3", "b0");
        append("a", 700);
        Folds folds = folds(List.of(bad, good));
        try (Tail tail = tail(folds)) {
            assertTrue(tail.awaitApplied(append("b", 10), LONG));
            assertEquals("", tail.failure());
            assertEquals(ids(), good.taken());
            assertEquals(ids("a3", "b0"), bad.taken());
            assertEquals(2, folds.quarantined());
            assertEquals(
                    List.of(
                            new Quarantined(0, 4, "a3", "bad", "bad cannot take a3 (IllegalArgumentException)", 17),
                            new Quarantined(0, 701, "b0", "bad", "bad cannot take b0 (IllegalArgumentException)", 17)),
                    quarantine.list(10));
            assertEquals(
                    "2 events are quarantined, the first: state 'bad' goes without event 'a3' at 4: bad cannot take a3"
                            + " (IllegalArgumentException); see: fairlead quarantine",
                    folds.quarantine());
        }
    }

    @Test
    void aRestartSaysTheSame() {
        append("a", 20);
        Folds first = folds(List.of(new Sum("bad", "1", "a3")));
        try (Tail tail = tail(first)) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
        }
        Sum bad = new Sum("bad", "1", "a3");
        Folds second = folds(List.of(bad));
        assertEquals(log.end(), second.begun());
        assertEquals(first.quarantine(), second.quarantine());
        assertEquals(1, second.quarantined());
        assertEquals(ids("a3"), bad.taken());
    }

    /** The program that can take it is another one, so it is asked for, not tried in silence at every start. */
    @Test
    void whatIsToBeTriedAgainIsReplayedFromTheLogsStart() {
        append("a", 2_000);
        try (Tail tail = tail(folds(List.of(new Sum("bad", "1", "a3", "a5"), new Sum("good", "1"))))) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
        }
        assertEquals(Set.of("bad"), quarantine.retry());
        Sum better = new Sum("bad", "1", "a5");
        Sum good = new Sum("good", "1");
        Folds folds = folds(List.of(better, good));
        assertEquals(ids(), good.taken(), "of the snapshot");
        assertEquals(1, folds.replaying().size());
        try (Tail tail = tail(folds)) {
            assertTrue(tail.awaitReplays(LONG));
            assertEquals(ids("a5"), better.taken());
            assertEquals(
                    List.of("a5"),
                    quarantine.list(9).stream().map(Quarantined::id).toList());
            assertEquals(Set.of(), quarantine.toRetry());
        }
    }

    @Test
    void aNewStateIsReplayedAloneWhileTheOthersServe() throws Exception {
        append("a", 3_000);
        try (Tail tail = tail(folds(List.of(new Sum("old", "1"))))) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
        }
        Sum old = new Sum("old", "1");
        Sum fresh = new Sum("fresh", "1");
        Folds folds = folds(List.of(old, fresh));
        StateLock.Gate ofOld = lock.gate();
        ofOld.over(List.of("old"));
        StateLock.Gate ofBoth = lock.gate();
        ofBoth.over(List.of("old", "fresh"));
        assertEquals(log.end(), folds.begun());
        assertEquals(Optional.of(3_000), ofOld.read(() -> old.taken().size(), LONG));
        assertEquals(Optional.empty(), ofBoth.read(() -> 1, LONG));
        assertEquals(List.of("fresh"), folds.replaying().getFirst().states());
        AtomicBoolean stop = new AtomicBoolean();
        try (Tail tail = tail(folds)) {
            Thread load = Thread.ofPlatform().start(() -> {
                for (int i = 0; !stop.get(); i++) {
                    append("during" + i + "-", 20);
                }
            });
            assertTrue(tail.awaitReplays(LONG));
            for (int i = 0; i < 100; i++) {
                List<List<String>> both = ofBoth.read(() -> List.of(old.taken(), fresh.taken()), LONG)
                        .orElseThrow();
                assertEquals(both.get(0), both.get(1), "at one position");
            }
            stop.set(true);
            load.join();
            assertTrue(tail.awaitApplied(log.end(), LONG));
            assertEquals(ids(), fresh.taken());
            assertEquals(List.of(), folds.replaying());
        }
    }

    @Test
    void aSectionOfAnotherLayoutIsReplayedAndTheOthersAreNot() throws Exception {
        append("a", 1_000);
        try (Tail tail = tail(folds(List.of(new Sum("one", "1"), new Sum("two", "1"))))) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
        }
        Sum one = new Sum("one", "1");
        Sum two = new Sum("two", "2");
        Folds folds = folds(List.of(one, two));
        assertEquals(1_000, one.taken().size());
        assertEquals(0, two.taken().size());
        try (Tail tail = tail(folds)) {
            assertTrue(tail.awaitReplays(LONG));
        }
        assertEquals(ids(), two.taken());
        assertEquals(
                List.of(),
                folds(List.of(new Sum("one", "1"), new Sum("two", "2"))).replaying(),
                "and is saved");
    }

    /** Every byte of the snapshot once: a damaged section costs its own replay, and never a wrong state. */
    @Test
    void aDamagedSectionIsReplayedAndTheOthersAreNot() throws Exception {
        append("a", 10);
        List<String> all = ids();
        try (Tail tail = tail(folds(List.of(new Sum("one", "1"), new Sum("two", "1"))))) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
        }
        Path file = folder.resolve("state.snapshot");
        byte[] whole = Files.readAllBytes(file);
        int kept = 0;
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x10;
            Files.write(file, damaged);
            kept += check(all);
            Files.write(file, java.util.Arrays.copyOf(whole, i));
            check(all);
        }
        assertTrue(kept > whole.length / 2, kept + " sections were kept of " + whole.length + " damages");
    }

    /** @return how many sections were used */
    private int check(List<String> all) {
        Sum one = new Sum("one", "1");
        Sum two = new Sum("two", "1");
        List<State> states = List.of(one, two);
        Snapshots.Restored<List<State>> restored =
                new Snapshots(folder).restore(() -> states, s -> s, log.end(), Set.of());
        for (Sum sum : List.of(one, two)) {
            assertEquals(restored.position(sum).equals(Position.START) ? List.of() : all, sum.taken());
        }
        return restored.positions().size();
    }

    @Test
    void anErrorEndsTheNodesWorkAndNothingReadsOrSavesWhatItLeft() throws Exception {
        append("a", 5);
        Sum first = new Sum("first", "1");
        Sum second = new Sum("second", "1");
        StateLock.Gate gate = lock.gate();
        gate.over(List.of("first", "second"));
        Folds folds = folds(List.of(first, second));
        try (Tail tail = tail(folds)) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
            assertEquals(Optional.of(5), gate.read(() -> first.taken().size(), LONG));
            List<Event> last = new ArrayList<>(EventLogContract.events("b", 3));
            last.add(EventLogContract.event(Sum.ENDS));
            Position end = log.append(last, List.of()).end();
            assertFalse(tail.awaitApplied(end, LONG), "and does not wait for what will not come");
            assertTrue(tail.failure().contains("OutOfMemoryError"), tail.failure());
            assertTrue(tail.failure().contains("after position 5"), tail.failure());
            assertEquals(Position.of(5), folds.applied());
            assertEquals(Optional.empty(), gate.read(() -> 1, LONG));
        }
        assertFalse(Files.exists(folder.resolve("state.snapshot")));
    }

    /** A state that breaks its promise and changes before it fails: what it had changed stays, and a replay comes to the same. */
    @Test
    void aHalfChangedStateIsTheSameWhenItIsReplayed() throws Exception {
        append("a", 1_200);
        Sum live = new Sum("half", "1");
        live.half.add("a7");
        live.half.add("a700");
        try (Tail tail = tail(folds(List.of(live)))) {
            assertTrue(tail.awaitApplied(append("b", 300), LONG));
        }
        assertEquals(1_500, live.taken().size(), "with the two that failed late");
        Files.delete(folder.resolve("state.snapshot"));
        Sum replayed = new Sum("half", "1");
        replayed.half.addAll(live.half);
        Folds folds = folds(List.of(replayed));
        try (Tail tail = tail(folds)) {
            assertTrue(tail.awaitApplied(log.end(), LONG));
            assertEquals(live.taken(), replayed.taken());
            assertEquals(2, folds.quarantined());
        }
    }

    /** Reads that cannot be made now (another process holds the file, say) are tried again, and health says so meanwhile. */
    @Test
    void aLogThatCannotBeReadForAWhileIsReadAgain() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        append("a", 5);
        Sum state = new Sum("one", "1");
        try (Tail tail = new Tail(folds(List.of(state)), new Snapshots(folder), 1_000_000, () -> {
            if (broken.get()) {
                throw new IllegalStateException("busy");
            }
        })) {
            while (tail.failure().isEmpty()) {
                Thread.onSpinWait();
            }
            assertTrue(tail.failure().contains("busy"), tail.failure());
            broken.set(false);
            while (!tail.failure().isEmpty()) {
                Thread.sleep(1);
            }
            assertEquals(ids(), state.taken());
        }
    }

    /** A snapshot is taken on the heap: where that has no room for it, it is tried again later, and events are applied all the same. */
    @Test
    void aSnapshotForWhichThereIsNoMemoryEndsNothing() {
        append("a", 5);
        Sum state = new Sum("one", "1");
        state.room = false;
        Folds folds = folds(List.of(state));
        try (Tail tail = tail(folds)) {
            assertFalse(tail.snapshotNow(Duration.ofMillis(100)));
            assertTrue(tail.awaitApplied(append("b", 5), LONG));
            assertEquals("", tail.failure());
            assertEquals(ids(), state.taken());
            state.room = true;
        }
        Sum again = new Sum("one", "1");
        folds(List.of(again));
        assertEquals(ids(), again.taken(), "the snapshot of the end");
    }
}
