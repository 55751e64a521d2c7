package dev.fairlead.market.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.RecordedFields;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every event with all that it can say, and with the least, is read back as it was written. */
class RoundTripTest {
    private static final long T = 1_772_409_600_000L;
    private static final double NAN = Double.NaN;
    private static final Context CONTEXT = new Context("de", "mobile", "Europe/Berlin", "hats");

    private static final List<Event> EVENTS = List.of(
            new CatalogueItem(
                    "1",
                    T,
                    "i",
                    5,
                    .2,
                    "EUR",
                    List.of("a", "b"),
                    "br",
                    "se",
                    T - 9,
                    4.5,
                    3,
                    7,
                    T - 8,
                    "Red hat",
                    List.of("de", "us")),
            new CatalogueItem("2", T, "i", 0, NAN, "", List.of(), "", "", 0, NAN, NAN, -1, 0, "", List.of()),
            new UserProfile("3", T, "u", "de", "de", "Europe/Berlin", "2026-03", T - 5),
            new UserProfile("4", T, "u", "", "", "", "", 0),
            new Search("5", T, "u", "s", "red hats"),
            new Filter("6", T, "u", "s", "stars=4"),
            new Sort("7", T, "u", "s", "price"),
            new Impression(
                    "8",
                    T,
                    "u",
                    "s",
                    "r",
                    "home",
                    CONTEXT,
                    List.of(new Impression.Shown("i", 1, 5, .5), new Impression.Shown("j", 2, NAN, NAN))),
            new Impression("9", T, "u", "s", "r", "", Context.UNKNOWN, List.of(new Impression.Shown("i", 3, 0, NAN))),
            new Interaction("10", T, "u", "s", "i", "r", "image"),
            new Click("11", T, "u", "s", "i", ""),
            new Dwell("12", T, "u", "s", "i", "r", 12.5),
            new AddToCart("13", T, "u", "s", "i", "r", 2, NAN),
            new Purchase("14", T, "u", "s", "i", "r", 3, 7.5),
            new Hide("15", T, "u", "s", "i", "r"),
            new Complaint("16", T, "u", "s", "i", "r", "torn"),
            new Return("16b", T, "u", "s", "i", "r", 2, "too small"),
            new Return("16c", T, "u", "s", "i", "", 1, ""));

    @Test
    void everyEventIsReadBackAsItWasWritten() throws ContractViolation {
        for (Event event : EVENTS) {
            assertEquals(event, MarketEvents.TYPES.read(RecordedFields.of(MarketEvents.TYPES, event)));
        }
    }

    @Test
    void noTypeIsForgottenHere() {
        Set<EventType<?>> types = new HashSet<>(MarketEvents.ALL);
        EVENTS.forEach(event -> types.remove(MarketEvents.TYPES.of(event)));
        assertEquals(Set.of(), types);
    }
}
