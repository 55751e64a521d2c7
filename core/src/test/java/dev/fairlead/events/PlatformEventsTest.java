package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.radio.Radio;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every event of the platform with all that it can say, and with the least, is read back as it was written. */
class PlatformEventsTest {
    private static final long T = 1_772_409_600_000L;

    private static final List<Event> EVENTS = List.of(
            new Promotion("17", T, "feed", "m", "better"),
            new Promotion("18", T, "feed", "", ""),
            new Exposure("19", T, "u", "e", "treatment", "0".repeat(64), "m", .25),
            new Exposure("20", T, "u", "e", "control", "f".repeat(64), "", 1),
            new LaunchStarted("21", T, "e", "0".repeat(64), .1, "{}\n{}", "{}"),
            new LaunchChanged("22", T, "e", 0, "{}"),
            new Erasure("23", T, "ada", "0123456789abcdef"),
            new LaunchNote("24", T, "e", "0".repeat(64), LaunchNote.FORECAST, "ann", "", "{}"),
            new ShadowDecision(
                    "25", T, "d", "e", "0".repeat(64), "treatment", "m", "", List.of("a", "b"), 0.5, true, 7, 0),
            new ShadowDecision("26", T, "d", "e", "0".repeat(64), "treatment", "", "error", List.of(), 1, false, 0, 3),
            new HeapMeasured("27", T, "p", 1 << 20));

    @Test
    void everyEventIsReadBackAsItWasWritten() throws ContractViolation {
        for (Event event : EVENTS) {
            assertEquals(event, Radio.TYPES.read(RecordedFields.of(Radio.TYPES, event)));
        }
    }

    @Test
    void noTypeIsForgottenHere() {
        Set<String> types = new HashSet<>();
        PlatformEvents.of(List.of()).forEach(type -> types.add(type.name()));
        EVENTS.forEach(event -> types.remove(Radio.TYPES.of(event).name()));
        assertEquals(Set.of("decision"), types, "decisions hold arrays and have their own test");
    }
}
