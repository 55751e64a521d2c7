package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Ingest;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.RandomRecords;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.MemoryLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final MemoryLog log = new MemoryLog();
    private final Ingest intake =
            new Ingest(log, RandomEvents.TYPES, InstantSource.fixed(Instant.parse("2058-01-01T00:00:00Z")));

    private static String click(String id) {
        return "{\"type\":\"click\",\"id\":\"" + id
                + "\",\"time\":1700000000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"[{,]}\\\"\\\\\"}";
    }

    private long read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 2);
    }

    private long read(InputStream in, int size) throws IOException {
        return JsonLines.read(in, () -> intake.batch("file", Ingest.Deliverer.OPERATOR), size, Ingest.Batch::append);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        log.readAll(logged -> ids.add(logged.event().id()));
        return ids;
    }

    private List<String> refusals() {
        return log.deadLetters(0, 100).stream()
                .map(d -> d.line() + "|" + d.field() + "|" + d.reason())
                .toList();
    }

    @Test
    void readsLinesAndSkipsBlankOnes() throws IOException {
        assertEquals(3, read("\uFEFF\n" + click("a") + "\r\n  \n" + click("b") + "\n" + click("c")));
        assertEquals(List.of("a", "b", "c"), ids());
    }

    @Test
    void aMalformedLineIsRefusedWithItsPlaceAndReadingGoesOn() throws IOException {
        assertEquals(4, read(click("a") + "\n{\"type\":}\n" + click("b") + " x\n" + click("c") + "\n"));
        assertEquals(List.of("a", "c"), ids());
        List<DeadLetter> refused = log.deadLetters(0, 100);
        assertEquals(2, refused.getFirst().line());
        assertEquals("{\"type\":}", refused.getFirst().payload());
        assertTrue(
                refused.getFirst().reason().startsWith("malformed JSON at line 2, column 9: "), refusals()::toString);
        assertTrue(refused.getLast().reason().startsWith("malformed JSON at line 3, column "), refusals()::toString);
    }

    @Test
    void aBrokenContractIsRefusedWithItsFieldAndText() throws IOException {
        String bad =
                "{\"type\":\"click\",\"id\":\"a\",\"time\":1700000000000,\"usr\":\"u\",\"session\":\"s\",\"item\":\"i\"}";
        assertEquals(1, read(bad));
        DeadLetter refused = log.deadLetters(0, 1).getFirst();
        assertEquals("user", refused.field());
        assertEquals(bad, refused.payload());
    }

    @Test
    void readsAnArray() throws IOException {
        assertEquals(3, read(" [" + click("a") + "\n , " + click("b") + "," + click("c") + "\n]\n"));
        assertEquals(List.of("a", "b", "c"), ids());
        assertEquals(0, read("[ ]"));
        assertEquals(0, read(""));
        assertEquals(0, log.deadLetterCount());
    }

    @Test
    void aMalformedElementEndsTheArray() throws IOException {
        String rest = "{\"a\":1 \"b\"},\n" + click("b") + "]";
        assertEquals(2, read("[" + click("a") + ",\n  " + rest));
        assertEquals(List.of("a"), ids());
        DeadLetter refused = log.deadLetters(0, 1).getFirst();
        assertEquals(2, refused.line());
        assertEquals(rest, refused.payload());
        assertTrue(refused.reason().startsWith("malformed JSON at line 2, column "), refused.reason());
        assertTrue(refused.reason().endsWith("; the rest of the array was not read"), refused.reason());
    }

    @Test
    void anArrayElementThatIsNotAnObjectEndsTheArray() throws IOException {
        read("[1," + click("a") + "]");
        assertEquals(
                List.of(
                        "1||malformed JSON at line 1, column 2: a JSON object was expected, found a number; the rest of the array was not read"),
                refusals());
    }

    @Test
    void anArrayThatIsCutOffOrGoesOnIsRefusedFromThere() throws IOException {
        read("[" + click("a") + "," + click("b"));
        read("[" + click("c") + "] x");
        read("[" + click("d") + ",]");
        assertEquals(List.of("a", "c", "d"), ids());
        List<String> refusals = refusals();
        assertTrue(refusals.get(0).contains("the array is cut off: its ']' is missing"), refusals::toString);
        assertTrue(refusals.get(1).contains("something follows the end of the array"), refusals::toString);
        assertTrue(refusals.get(2).contains("found nothing"), refusals::toString);
        assertEquals(3, refusals.size());
    }

    @Test
    void aLineWithoutEndIsRefusedInBoundedMemory() throws IOException {
        InputStream endless = new InputStream() {
            private long left = 3L * ElementReader.MAX_ELEMENT;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : left == -1 ? '\n' : -1;
            }
        };
        InputStream after = new ByteArrayInputStream(click("b").getBytes(StandardCharsets.UTF_8));
        InputStream before = new ByteArrayInputStream((click("a") + "\n").getBytes(StandardCharsets.UTF_8));
        read(new SequenceInputStream(before, new SequenceInputStream(endless, after)), 10);
        assertEquals(List.of("a", "b"), ids());
        DeadLetter refused = log.deadLetters(0, 1).getFirst();
        assertEquals(2, refused.line());
        assertEquals(DeadLetter.MAX_PAYLOAD, refused.payload().length());
    }

    @Test
    void whatIsWrittenReadsBackHoweverTheInputArrives() throws Exception {
        RandomRecords random = RandomEvents.of(new SplittableRandom(2));
        List<Event> events = new ArrayList<>();
        List<EventType<?>> types = RandomEvents.TYPES.all();
        for (int i = 0; i < 2_000; i++) {
            events.add(random.event(types.get(i % types.size())));
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        JsonLines.write(events, RandomEvents.TYPES, lines);
        SplittableRandom pieces = new SplittableRandom(3);
        InputStream inPieces = new ByteArrayInputStream(lines.toByteArray()) {
            @Override
            public synchronized int read(byte[] to, int from, int length) {
                return super.read(to, from, Math.min(length, pieces.nextInt(1, 700)));
            }
        };
        assertEquals(2_000, read(inPieces, 7));
        assertEquals(List.of(), refusals());
        assertEquals(events.stream().map(Event::id).toList(), ids());
        String asArray = "[" + lines.toString(StandardCharsets.UTF_8).strip().replace("\n", ",") + "]";
        assertEquals(2_000, read(asArray));
        assertEquals(List.of(), refusals());
    }
}
