package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import dev.fairlead.log.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventSorterTest {
    record Thing(String id, long time, String person, String session, List<Piece> pieces) implements Event {
        static final EventType<Thing> TYPE = EventType.product(
                Thing.class,
                "thing",
                "A thing.",
                Field.id("person", "who").person(),
                Field.id("session", "when else"),
                Field.objects("pieces", Piece.SCHEMA, "of what"));
    }

    record Piece(String name, int place) {
        static final Schema<Piece> SCHEMA =
                Schema.of(Piece.class, Field.id("name", "its name"), Field.whole("place", 1, 100, "from 1 on"));
    }

    record Before(String id, long time) implements Event {
        static final EventType<Before> TYPE = EventType.product(Before.class, "before", "What goes before a thing.");
    }

    private static final EventTypes TYPES = EventTypes.of(List.of(Before.TYPE, Thing.TYPE));
    private static final long TIME = 1_700_000_000_000L;

    private final List<String> refused = new ArrayList<>();

    private static Thing thing(String id, long time) {
        return new Thing(id, TIME + time, "p", "s", List.of());
    }

    /** Writes events as texts, by which it knows them again. */
    private static final class RememberingCodec implements EventCodec {
        private final Map<String, Event> known = new HashMap<>();

        @Override
        public byte[] encode(Event event) {
            known.put(event.toString(), event);
            return event.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Event decode(byte[] bytes) throws ContractViolation {
            Event event = known.get(new String(bytes, StandardCharsets.UTF_8));
            if (event == null) {
                throw new ContractViolation("", "unknown");
            }
            return event;
        }

        @Override
        public String idOf(byte[] bytes) {
            return "";
        }
    }

    private List<Event> through(List<Event> events, boolean asAdded, long memory, Unfinished lacks) throws IOException {
        List<Event> out = new ArrayList<>();
        try (EventSorter sorter = new EventSorter(TYPES, new RememberingCodec(), asAdded, memory)) {
            long line = 0;
            for (Event event : events) {
                sorter.add(event, "file", ++line, lacks);
            }
            EventAssembly assembly = new EventAssembly(TYPES, new EventAssembly.Whole() {
                @Override
                public void event(Event event, String source, long at) {
                    out.add(event);
                }

                @Override
                public void refused(String source, long at, ContractViolation why, Event event) {
                    refused.add(source + ":" + at + " " + why.field() + ": " + why.reason());
                }
            });
            sorter.forEach(assembly);
            assembly.finish();
        }
        return out;
    }

    @Test
    void theOrderIsThatOfTimesThenTypesThenIdsWhateverCameFirstAndHoweverLittleFits() throws IOException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(thing("t" + i, i % 20));
            events.add(new Before("b" + i, TIME + i % 20));
        }
        List<Event> once = through(events, false, Long.MAX_VALUE, Unfinished.NOTHING);
        assertEquals("b0", once.getFirst().id());
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(events, new Random(seed));
            assertEquals(once, through(events, false, 4_000, Unfinished.NOTHING));
        }
    }

    @Test
    void aLogKeepsItsOrder() throws IOException {
        List<Event> events = List.of(thing("b", 5), thing("a", 3), new Before("c", TIME + 9), thing("d", 1));
        assertEquals(events, through(events, true, 300, Unfinished.NOTHING));
    }

    @Test
    void rowsOfOneIdBecomeTheElementsOfOneEventInTheOrderOfTheRows() throws IOException {
        List<Event> rows = new ArrayList<>();
        for (String name : List.of("z", "a", "m", "a")) {
            rows.add(new Thing("one", TIME, "p", "s", List.of(new Piece(name, 1))));
        }
        rows.add(2, new Thing("two", TIME, "p", "s", List.of(new Piece("x", 1))));
        List<Event> events = through(rows, false, 300, new Unfinished("pieces", "place", Duration.ZERO));
        assertEquals(
                List.of(
                        new Thing(
                                "one",
                                TIME,
                                "p",
                                "s",
                                List.of(new Piece("z", 1), new Piece("a", 2), new Piece("m", 3))),
                        new Thing("two", TIME, "p", "s", List.of(new Piece("x", 1)))),
                events);
    }

    @Test
    void aSessionBeginsAfterAPause() throws IOException {
        List<Event> events = List.of(thing("a", 0), thing("b", 60_000), thing("c", 60_000 + 1_800_001));
        List<Event> out = through(events, false, Long.MAX_VALUE, new Unfinished("", "", Duration.ofMinutes(30)));
        assertEquals(
                List.of("p-1700000000", "p-1700000000", "p-1700001860"),
                out.stream().map(event -> ((Thing) event).session()).toList());
    }

    @Test
    void aListThatIsTooLongIsRefusedAtItsFirstRow() throws IOException {
        List<Event> rows = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            rows.add(new Thing("one", TIME, "p", "s", List.of(new Piece("n" + i, 1))));
        }
        assertEquals(List.of(), through(rows, false, Long.MAX_VALUE, new Unfinished("pieces", "place", Duration.ZERO)));
        assertEquals(List.of("file:1 pieces[100].place: 101 is outside 1 to 100"), refused);
    }
}
