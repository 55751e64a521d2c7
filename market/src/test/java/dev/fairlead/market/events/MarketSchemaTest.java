package dev.fairlead.market.events;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.RandomRecords;
import dev.fairlead.events.RecordedFields;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The schema of every event of a marketplace writes random records so that it reads the same ones back. */
class MarketSchemaTest {
    @Test
    void randomEventsAreReadBackToTheBit() throws ContractViolation {
        RandomRecords records = new RandomRecords(new Random(14)).text("currency", () -> "EUR");
        for (EventType<?> type : MarketEvents.ALL) {
            for (int i = 0; i < 500; i++) {
                Event event = records.event(type);
                Event read = MarketEvents.TYPES.read(RecordedFields.of(MarketEvents.TYPES, event));
                assertTrue(RandomRecords.same(event, read), () -> event + "\nread back as\n" + read);
            }
        }
    }
}
