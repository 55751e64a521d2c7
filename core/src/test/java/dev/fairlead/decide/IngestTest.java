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

    @Test
    void anEventMayBeAheadOfTheClockByTheToleranceAndNotMore() {
        Ingest.Outcome outcome =
                deliver(Ingest.Deliverer.PRODUCT, play("just", NOW + TOLERANCE), play("beyond", NOW + TOLERANCE + 1));
        assertEquals(List.of("just"), ids());
        assertEquals("time", outcome.refused().getFirst().field());
        assertTrue(outcome.refused().getFirst().reason().contains("24 hours ahead"));
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
