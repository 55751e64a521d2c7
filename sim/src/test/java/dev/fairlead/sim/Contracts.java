package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.market.events.MarketEvents;

/** Checks that events keep their data contracts, by writing them down and reading them back. */
final class Contracts {
    private Contracts() {}

    static void check(Event event) {
        try {
            assertEquals(event, MarketEvents.TYPES.read(RecordedFields.of(MarketEvents.TYPES, event)));
        } catch (ContractViolation e) {
            throw new AssertionError(event + ": " + e.field() + ": " + e.reason(), e);
        }
    }
}
