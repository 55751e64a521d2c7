package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.radio.Play;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.SongQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestTest {
    private static final long NOW = Instant.parse("2026-03-02T00:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long TOLERANCE = Ingest.CLOCK_TOLERANCE.toMillis();

    private final MemoryLog log = new MemoryLog();
    private final Ingest intake = new Ingest(log, Radio.TYPES, InstantSource.fixed(Instant.ofEpochMilli(NOW)));

    private static Play play(String id, long time) {
        return new Play(id, time, "u", "song");
    }

    private static Decision decision() {
        return Radio.decision("d1", NOW, SongQuery.from("u", "", ""), "", List.of());
    }

    private Ingest.Outcome deliver(Ingest.Deliverer deliverer, Event... events) {
        Ingest.Batch batch = intake.batch("somewhere", deliverer);
        for (int i = 0; i < events.length; i++) {
            batch.add(i + 1, RecordedFields.of(Radio.TYPES, events[i]), "payload " + (i + 1));
        }
        return batch.append();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        log.readAll(logged -> ids.add(logged.event().id()));
        return ids;
    }

    /** Whoever can post could otherwise let any model serve. */
    @Test
    void aProductCannotPromoteAModelNorForgeADecision() {
        Ingest.Outcome outcome = deliver(
                Ingest.Deliverer.PRODUCT, play("c1", NOW), new Promotion("p1", NOW, "feed", "abc", "mine"), decision());
        assertEquals(List.of("c1"), ids());
        List<DeadLetter> waiting = log.deadLetters(0, 10);
        assertEquals(2, outcome.refused().size());
        assertEquals(List.of(2L, 3L), waiting.stream().map(DeadLetter::line).toList());
        assertEquals(
                List.of("payload 2", "payload 3"),
                waiting.stream().map(DeadLetter::payload).toList());
        for (DeadLetter letter : waiting) {
            assertEquals("type", letter.field());
            assertTrue(letter.reason().startsWith("Fairlead itself writes events of type '"), letter.reason());
        }
    }

    @Test
    void anOperatorBringsAnExportedLogBackWhole() {
        Ingest.Outcome outcome = deliver(
                Ingest.Deliverer.OPERATOR,
                play("c1", NOW),
                new Promotion("p1", NOW, "feed", "abc", "was so"),
                decision());
        assertEquals(List.of(), outcome.refused());
        assertEquals(List.of("c1", "p1", "d1"), ids());
    }

    private List<Long> times() {
        List<Long> times = new ArrayList<>();
        log.readAll(logged -> times.add(logged.event().time()));
        return times;
    }

    @Test
    void anEventMayBeAheadOfTheClockByTheToleranceAndKeepsItsTime() {
        Ingest.Outcome outcome = deliver(Ingest.Deliverer.PRODUCT, play("just", NOW + TOLERANCE));
        assertEquals(List.of(NOW + TOLERANCE), times());
        assertEquals(List.of(), outcome.adjusted());
    }

    /** A click of a clock 20 hours ahead used to hide all later clicks of that person for 20 hours. */
    @Test
    void anEventOfAClockThatIsAheadGetsTheTimeOfItsArrival() {
        Ingest.Outcome outcome = deliver(
                Ingest.Deliverer.PRODUCT,
                play("third", NOW + 20 * HOUR + 2),
                play("now", NOW),
                play("first", NOW + TOLERANCE + 1),
                play("second", NOW + 20 * HOUR),
                play("with second", NOW + 20 * HOUR));
        assertEquals(List.of("third", "now", "first", "second", "with second"), ids());
        assertEquals(List.of(NOW + 2, NOW, NOW, NOW + 1, NOW + 1), times());
        assertEquals(
                List.of(1L, 3L, 4L, 5L),
                outcome.adjusted().stream().map(Ingest.Adjusted::line).toList());
        assertEquals(
                NOW + 20 * HOUR + " is ahead of the clock by 1199 minutes; the event got the time of its arrival, "
                        + (NOW + 1),
                outcome.adjusted().get(2).reason());
        assertEquals(List.of(), outcome.refused());
    }

    @Test
    void anEventThatIsSentAgainIsADuplicateWhateverItsClock() {
        Play ahead = play("p", NOW + 3 * HOUR);
        Ingest later = new Ingest(log, log, Radio.TYPES, InstantSource.fixed(Instant.ofEpochMilli(NOW + HOUR)));
        deliver(Ingest.Deliverer.PRODUCT, ahead);
        Ingest.Batch again = later.batch("somewhere", Ingest.Deliverer.PRODUCT);
        again.add(1, RecordedFields.of(Radio.TYPES, ahead), "again");
        again.add(2, RecordedFields.of(Radio.TYPES, new Play("p", NOW + 3 * HOUR, "forger", "song")), "forged");
        Ingest.Outcome outcome = again.append();
        assertEquals(1, outcome.receipt().duplicates());
        assertEquals(
                List.of(2L), outcome.refused().stream().map(DeadLetter::line).toList());
        assertEquals(List.of(NOW), times());
        Ingest muchLater = new Ingest(log, log, Radio.TYPES, InstantSource.fixed(Instant.ofEpochMilli(NOW + 5 * HOUR)));
        Ingest.Batch onceMore = muchLater.batch("somewhere", Ingest.Deliverer.PRODUCT);
        onceMore.add(1, RecordedFields.of(Radio.TYPES, ahead), "its time has come");
        onceMore.add(2, RecordedFields.of(Radio.TYPES, play("p", NOW + 1)), "another fact");
        assertEquals(
                List.of(2L),
                onceMore.append().refused().stream().map(DeadLetter::line).toList());
    }

    @Test
    void clocksThatAreWrongByDaysAreRefused() {
        Ingest.Outcome outcome = deliver(Ingest.Deliverer.PRODUCT, play("beyond", NOW + 24 * HOUR + 1));
        assertEquals(List.of(), ids());
        assertEquals("time", outcome.refused().getFirst().field());
        assertTrue(outcome.refused().getFirst().reason().contains("24 hours ahead"));
    }

    /** What an operator brings stays as it is, so a time to come is no history. */
    @Test
    void historyIsNotOfTheFuture() {
        Ingest.Outcome outcome = deliver(
                Ingest.Deliverer.OPERATOR,
                play("old", NOW - 1_000 * HOUR),
                play("just", NOW + TOLERANCE),
                play("beyond", NOW + TOLERANCE + 1));
        assertEquals(List.of("old", "just"), ids());
        assertTrue(outcome.refused().getFirst().reason().contains("5 minutes ahead"));
    }

    /** A forged event used to take a real one's id, and the real one was dropped as a duplicate, in silence. */
    @Test
    void anotherEventOfAKnownIdIsADeadLetterWithItsReason() {
        deliver(Ingest.Deliverer.PRODUCT, new Play("p1", NOW, "forger", "song"));
        Ingest.Outcome outcome = deliver(
                Ingest.Deliverer.PRODUCT, play("x", NOW), play("p1", NOW), new Play("p1", NOW, "forger", "song"));
        assertEquals(1, outcome.receipt().accepted());
        assertEquals(1, outcome.receipt().duplicates());
        DeadLetter real = log.deadLetters(0, 10).getFirst();
        assertEquals(2, real.line());
        assertEquals("id", real.field());
        assertEquals("payload 2", real.payload());
        assertTrue(real.reason().startsWith("the log holds another event of the id 'p1' already"), real.reason());
        assertEquals(real.reason(), outcome.refused().getFirst().reason());
    }

    /** The id of a unit's exposure can be computed by anybody: who takes it first would keep the real one out. */
    @Test
    void nobodyOutsideTakesIdsThatFairleadMakesItself() {
        for (String prefix : PlatformEvents.ID_PREFIXES) {
            assertEquals(
                    1,
                    deliver(Ingest.Deliverer.PRODUCT, play(prefix + "1", NOW))
                            .refused()
                            .size());
            assertEquals(
                    "id",
                    log.deadLetters(0, 10).getLast().field(),
                    log.deadLetters(0, 10).toString());
        }
        assertEquals(List.of(), ids());
        deliver(Ingest.Deliverer.OPERATOR, play("d-1", NOW));
        assertEquals(List.of("d-1"), ids(), "who brings an exported log back has the data folder in hand");
    }

    @Test
    void anEventThatIsTooLargeIsRefusedAndItsPayloadIsCutAtAWholeCharacter() {
        Ingest.Batch batch = intake.batch("somewhere", Ingest.Deliverer.PRODUCT);
        batch.add(1, RecordedFields.of(Radio.TYPES, play("p1", NOW)), "\ud83c\udfb5".repeat(Ingest.MAX_EVENT));
        batch.append();
        DeadLetter letter = log.deadLetters(0, 10).getFirst();
        assertTrue(letter.reason().contains("at most 1048576"), letter.reason());
        assertEquals(DeadLetter.MAX_PAYLOAD, letter.payload().getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
        assertEquals("\ud83c\udfb5".repeat(DeadLetter.MAX_PAYLOAD / 4), letter.payload());
    }
}
