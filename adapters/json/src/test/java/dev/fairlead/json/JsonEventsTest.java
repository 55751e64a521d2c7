package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonEventsTest {
    private final JsonEvents codec = new JsonEvents(RandomEvents.TYPES);

    @Test
    void everyTypeOfEventReadsBackEqual() throws Exception {
        RandomEvents events = new RandomEvents(new SplittableRandom(1));
        for (int i = 0; i < 1_000; i++) {
            for (EventType<?> type : RandomEvents.TYPES.all()) {
                Event event = events.next(type);
                byte[] bytes = codec.encode(event);
                Event back = codec.decode(bytes);
                assertEquals(comparable(event), comparable(back));
                assertArrayEquals(bytes, codec.encode(back));
            }
        }
    }

    /** An array compares by identity inside a record; here by the bits of what it holds. */
    private static Object comparable(Object value) {
        return switch (value) {
            case float[] row ->
                IntStream.range(0, row.length)
                        .mapToObj(i -> Float.floatToRawIntBits(row[i]))
                        .toList();
            case double[] row ->
                Arrays.stream(row).mapToObj(Double::doubleToRawLongBits).toList();
            case List<?> list -> list.stream().map(JsonEventsTest::comparable).toList();
            case Record record ->
                Arrays.stream(record.getClass().getRecordComponents())
                        .map(component -> comparable(component(record, component)))
                        .toList();
            default -> value;
        };
    }

    private static Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theEncodingIsCompactInWriteOrderWithoutWhatIsNotKnown() {
        Event click = new Click("c1", 1_700_000_000_000L, "ü", "s", "i\"", "");
        assertEquals(
                "{\"type\":\"click\",\"id\":\"c1\",\"time\":1700000000000,\"user\":\"ü\",\"session\":\"s\",\"item\":\"i\\\"\"}",
                new String(codec.encode(click), StandardCharsets.UTF_8));
        Event item = new CatalogueItem(
                "x",
                1_700_000_000_000L,
                "i",
                0.1,
                Double.NaN,
                "",
                List.of(),
                "",
                "",
                0,
                -0.0,
                1e-7,
                -1,
                0,
                "",
                List.of());
        assertEquals(
                "{\"type\":\"item\",\"id\":\"x\",\"time\":1700000000000,\"item\":\"i\",\"price\":0.1,\"rating\":-0.0,\"shipping_days\":1.0E-7}",
                new String(codec.encode(item), StandardCharsets.UTF_8));
    }
}
