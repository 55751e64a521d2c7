package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.RandomRecords;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonEventsTest {
    private final JsonEvents codec = new JsonEvents(RandomEvents.TYPES);

    @Test
    void everyTypeOfEventReadsBackEqual() throws Exception {
        RandomRecords events = RandomEvents.of(new SplittableRandom(1));
        for (int i = 0; i < 1_000; i++) {
            for (EventType<?> type : RandomEvents.TYPES.all()) {
                Event event = events.event(type);
                byte[] bytes = codec.encode(event);
                Event back = codec.decode(bytes);
                assertTrue(RandomRecords.same(event, back), () -> event + " is not " + back);
                assertArrayEquals(bytes, codec.encode(back));
            }
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

    @Test
    void nullOfADescriptionClearsAndOfOtherEventsIsLeftOut() throws Exception {
        Event item = codec.decode(("{\"type\":\"item\",\"id\":\"x\",\"time\":1700000000000,\"item\":\"i\",\"price\":1,"
                        + "\"markets\":[],\"stock\":null}")
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("stock", "markets"), ((CatalogueItem) item).clear());
        assertEquals(
                "{\"type\":\"item\",\"id\":\"x\",\"time\":1700000000000,\"item\":\"i\",\"price\":1.0,\"clear\":[\"stock\",\"markets\"]}",
                new String(codec.encode(item), StandardCharsets.UTF_8));
        String click =
                "{\"type\":\"click\",\"id\":\"c\",\"time\":1700000000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"";
        assertEquals(
                codec.decode((click + "}").getBytes(StandardCharsets.UTF_8)),
                codec.decode((click + ",\"request\":null}").getBytes(StandardCharsets.UTF_8)));
    }
}
