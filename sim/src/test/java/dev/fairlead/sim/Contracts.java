package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.RecordedFields;

/** Checks that events keep their data contracts, by writing them down and reading them back. */
final class Contracts {
    private Contracts() {}

    static void check(Event event) {
        try {
            assertEquals(event, EventType.read(RecordedFields.of(event)));
        } catch (ContractViolation e) {
            throw new AssertionError(event + ": " + e.field() + ": " + e.reason(), e);
        }
    }
}
