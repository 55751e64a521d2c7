package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonEventsTest {
    private final JsonEvents codec = new JsonEvents();

    @Test
    void everyTypeOfEventReadsBackEqual() throws Exception {
        RandomEvents events = new RandomEvents(new SplittableRandom(1));
        for (int i = 0; i < 1_000; i++) {
            for (EventType type : EventType.values()) {
                Event event = events.next(type);
                byte[] bytes = codec.encode(event);
                Event back = codec.decode(bytes);
                assertEquals(comparable(event), comparable(back));
                assertArrayEquals(bytes, codec.encode(back));
            }
        }
    }

    /** A float array compares by identity inside a record; here by the bits of what it holds. */
    private static Object comparable(Event event) {
        if (!(event instanceof Decision d)) {
            return event;
        }
        List<Object> parts = new ArrayList<>();
        for (Decision.Slot s : d.slots()) {
            List<Integer> bits = new ArrayList<>();
            for (float f : s.features()) {
                bits.add(Float.floatToRawIntBits(f));
            }
            parts.add(bits);
            parts.add(new Decision.Slot(
                    s.item(),
                    s.position(),
                    s.source(),
                    s.rule(),
                    s.index(),
                    s.price(),
                    s.score(),
                    s.probability(),
                    s.value(),
                    s.propensity(),
                    NONE));
        }
        parts.add(new Decision(
                d.id(),
                d.time(),
                d.app(),
                d.user(),
                d.session(),
                d.context(),
                d.assigned(),
                d.model(),
                d.fingerprint(),
                d.fallback(),
                d.asOf(),
                d.candidates(),
                NO_DOUBLES,
                List.of()));
        parts.add(Arrays.stream(d.prices()).boxed().toList());
        return parts;
    }

    private static final float[] NONE = {};
    private static final double[] NO_DOUBLES = {};

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
