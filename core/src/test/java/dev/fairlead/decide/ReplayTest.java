package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import dev.fairlead.radio.Place;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.RadioApp;
import dev.fairlead.radio.SongQuery;
import dev.fairlead.registry.HeapModels;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import dev.fairlead.registry.RememberedDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Each decision is made again at its own position, and none is left out without a reason. */
class ReplayTest {
    private static final String APP = SongQuery.TYPE.app();
    private static final long T = 1_772_409_600_000L;
    private static final SongQuery QUERY =
            new SongQuery("ann", "s", new Place("de", "mobile"), List.of("hey"), new double[0]);

    private final HeapModels models = new HeapModels();
    private final Registry registry = new Registry(models, new RememberedDocuments(), List.of(LinearModelType.LINEAR));

    /** Decides by how many promotions it has seen. What is told of one without a reason is not taken. */
    private static final class Counting implements DecisionReplay {
        private int seen;

        @Override
        public void accept(Logged logged) {
            if (logged.event() instanceof Promotion promotion) {
                if (promotion.reason().isEmpty()) {
                    throw new IllegalArgumentException("no reason");
                }
                seen++;
            }
        }

        @Override
        public String fingerprint() {
            return "counting";
        }

        @Override
        public List<String> names() {
            return List.of("seen");
        }

        @Override
        public String obstacle(Decision logged, Optional<Release> release) {
            return logged.fallback();
        }

        @Override
        public Remade decide(Decision logged, Optional<Release> release) {
            Decision again = decision(logged.id(), logged.asOf(), seen);
            return new Remade(again, new Candidates() {
                @Override
                public int size() {
                    return 1;
                }

                @Override
                public Choice get(int index) {
                    return again.choices().getFirst();
                }
            });
        }
    }

    private static Decision decision(String id, Position asOf, int seen) {
        return decision(id, asOf, seen, "", "counting", "");
    }

    private static Decision decision(
            String id, Position asOf, int seen, String release, String fingerprint, String fallback) {
        Choice choice = new Choice("hey", 1, "caller", "rank", 0, seen, Double.NaN, 1, seen, 1, new float[] {seen});
        return new Decision(
                id, T, APP, List.of(), release, fingerprint, fallback, asOf, QUERY, List.of(choice), "", new double[] {
                    seen
                });
    }

    private static Promotion promotion(String id, String reason) {
        return new Promotion(id, T, APP, "", reason);
    }

    private Replay check(Event... events) {
        return check(new Counting(), events);
    }

    private Replay check(DecisionReplay states, Event... events) {
        MemoryLog log = new MemoryLog();
        log.append(List.of(events), List.of());
        return Replay.check(log, APP, states, registry, _ -> {});
    }

    @Test
    void eachIsMadeAtItsOwnPositionWhateverItsPlaceInTheLog() {
        Replay replay = check(
                decision("a", Position.START, 0),
                promotion("1", "why"),
                promotion("2", "why"),
                decision("c", Position.of(3), 2),
                decision("b", Position.of(2), 1),
                promotion("3", ""),
                promotion("4", "why"),
                decision("e", Position.of(7), 3),
                decision("d", Position.of(6), 2));
        assertTrue(replay.same(), replay::toString);
        assertEquals(5, replay.decisions());
        assertEquals(new Replay.Compared(5, 0), replay.floats());
        assertEquals(new Replay.Compared(20, 0), replay.scores());
        assertEquals(new Replay.Compared(5, 0), replay.choices());
        assertEquals(new Replay.Compared(5, 0), replay.propensities());
        assertEquals(new Replay.Compared(5, 0), replay.carried());
        assertEquals(0, replay.leftOut());
    }

    /** A log that knows how many of its decisions were handed over in the last reading. */
    private static final class Watched implements EventLog {
        private final MemoryLog log = new MemoryLog();
        private long read;

        @Override
        public CompletableFuture<Receipt> submit(List<Event> events, List<DeadLetter> refused) {
            return log.submit(events, refused);
        }

        @Override
        public Optional<CompletableFuture<Receipt>> offer(List<Event> events) {
            return log.offer(events);
        }

        @Override
        public Receipt append(List<Event> events, List<DeadLetter> refused) {
            return log.append(events, refused);
        }

        @Override
        public Position end() {
            return log.end();
        }

        @Override
        public Position read(Position after, int limit, long bytes, Fold fold) {
            read = after.equals(Position.START) ? 0 : read;
            return log.read(after, limit, bytes, logged -> {
                read += logged.event() instanceof Decision ? 1 : 0;
                fold.accept(logged);
            });
        }

        @Override
        public void close() {
            log.close();
        }
    }

    @Test
    void whatIsHeldIsWhatLiesBetweenADecisionAndItsPosition() {
        Watched log = new Watched();
        List<Event> events = new ArrayList<>();
        events.add(decision("left out, and far behind", Position.START, 0, "", "others", ""));
        for (int i = 0; i < 20_000; i++) {
            int behind = i % 8;
            int asOf = Math.max(1, 1 + 2 * i - behind);
            events.add(decision("d" + i, Position.of(asOf), (asOf - 1) / 2));
            events.add(promotion("p" + i, "why"));
        }
        events.add(decision("left out, too", Position.START, 0, "", "others", ""));
        log.append(events, List.of());
        long[] seen = {0, 0}; // met, and most that were held
        Counting states = new Counting();
        Map<String, Long> left = DecisionWalk.walk(
                log,
                APP,
                decision -> decision.fingerprint().equals("counting") ? "" : "others",
                states,
                decision -> {
                    assertEquals((decision.asOf().total() - 1) / 2, states.seen, decision.id());
                    seen[1] = Math.max(seen[1], log.read - seen[0]++);
                },
                _ -> {});
        assertEquals(20_000, seen[0]);
        assertEquals(Map.of("others", 2L), left);
        assertTrue(seen[1] <= 8, () -> seen[1] + " decisions were held");
    }

    @Test
    void theFirstThatDiffersIsThatOfTheEarliestPosition() {
        Replay replay = check(
                promotion("1", "why"),
                promotion("2", "why"),
                decision("late", Position.of(2), 7),
                decision("early", Position.of(1), 8));
        assertFalse(replay.same());
        assertEquals("early, hey, seen: served 8.0, replayed 1.0", replay.first());
        assertEquals(new Replay.Compared(2, 2), replay.floats());
        assertEquals(new Replay.Compared(8, 4), replay.scores(), "raw scores and values");
        assertEquals(new Replay.Compared(2, 0), replay.choices());
        assertEquals(new Replay.Compared(2, 2), replay.carried());
        assertTrue(replay.toString().contains("2 of 2 floats differ"), replay::toString);
    }

    /** The sign of zero is a difference; what kind of unknown a number is, is none. */
    @Test
    void numbersAreComparedByTheirBits() {
        Decision zero = decision("zero", Position.START, 0);
        Choice minus = new Choice("hey", 1, "caller", "rank", 0, -0.0, -Double.NaN, 1, 0, 1, new float[] {-0.0f});
        Replay replay = check(new Decision(
                zero.id(),
                T,
                APP,
                List.of(),
                "",
                "counting",
                "",
                zero.asOf(),
                QUERY,
                List.of(minus),
                "",
                new double[0]));
        assertEquals(1, replay.floats().differing());
        assertEquals(1, replay.scores().differing());
        assertEquals(new Replay.Compared(1, 1), replay.carried(), "one number is missing");
    }

    @Test
    void aChoiceOfACandidateThatIsNotThereIsADifference() {
        Decision whole = decision("a", Position.START, 0);
        Choice far = new Choice("hey", 1, "caller", "rank", 3, 0, Double.NaN, 1, 0, 1, new float[] {0});
        Replay replay = check(new Decision(
                "a", T, APP, List.of(), "", "counting", "", whole.asOf(), QUERY, List.of(far), "", new double[] {0}));
        assertEquals("a, hey: served candidate 3, replayed one of 1", replay.first());
        assertEquals(1, replay.choices().differing());
    }

    @Test
    void whatIsNotMadeAgainIsCountedByItsReason() {
        String damaged = models.put(new byte[] {1}, T);
        List<Event> events = new ArrayList<>();
        events.add(decision("own", Position.START, 0));
        events.add(decision("o1", Position.START, 0, "", "others", ""));
        events.add(decision("o2", Position.START, 0, "", "", "state late"));
        events.add(decision("o3", Position.START, 0, "", "counting", "it was raining"));
        events.add(decision("o4", Position.START, 0, "", "counting", "it was raining"));
        events.add(decision("o5", Position.START, 0, "0123456789", "counting", ""));
        events.add(decision("o6", Position.START, 0, damaged, "counting", ""));
        Replay replay = check(events.toArray(Event[]::new));
        assertEquals(1, replay.decisions());
        assertEquals(6, replay.leftOut());
        assertEquals(
                Map.of(
                        "other features, or a person who was erased",
                        1L,
                        "state late",
                        1L,
                        "it was raining",
                        2L,
                        "release 0123456789 is not in the registry",
                        1L,
                        "release " + damaged + " is damaged",
                        1L),
                replay.left());
        assertTrue(replay.toString().contains("2 not made again: it was raining"), replay::toString);
    }

    @Test
    void anAppThatCannotLeavesAllOfItsDecisionsOut() {
        MemoryLog log = new MemoryLog();
        log.append(List.of(Radio.decision("a", T, QUERY, "", List.of())), List.of());
        Replay replay = Replay.check(log, RadioApp.FEED, registry);
        assertTrue(replay.same());
        assertEquals(Map.of("the app '" + APP + "' does not make decisions again", 1L), replay.left());
    }

    @Test
    void aLogThatEndsBeforeADecisionsPositionIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> check(decision("a", Position.of(5), 0)));
        assertTrue(String.valueOf(refused.getMessage()).contains("decision a read position 5"), refused::getMessage);
    }
}
