package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class TrivagoLogConformanceTest {
    @Test
    void theSampleGivesAllItsClickoutsInTimeOrder() throws IOException {
        List<Event> events = new ArrayList<>();
        Summary summary = TrivagoLog.read(DataFiles.folder().resolve("trivago/trivago_val_100k.csv.gz"), events::add);

        assertEquals(100_003, summary.rows());
        assertEquals(Map.of("interaction item info: the reference is not an item", 4L), summary.skippedByReason());
        assertEquals(Map.of("clickout item: the reference is not in the list", 1L), summary.oddByReason());
        assertEquals(100_003 - 4 + 13_597, summary.events());
        Map<EventType<?>, Integer> counts = new HashMap<>();
        Set<String> ids = new HashSet<>();
        Set<String> requests = new HashSet<>();
        long latest = 0;
        for (Event event : events) {
            Contracts.check(event);
            counts.merge(MarketEvents.TYPES.of(event), 1, Integer::sum);
            assertTrue(ids.add(event.id()), event::id);
            assertTrue(event.time() >= latest - 1, event::id);
            latest = Math.max(latest, event.time());
            if (event instanceof Impression impression) {
                assertTrue(requests.add(impression.request()), impression::request);
            } else if (event instanceof Click click) {
                assertTrue(requests.contains(click.request()), click::request);
            }
        }
        assertEquals(
                Map.of(
                        Impression.TYPE, 13_597,
                        Click.TYPE, 13_597,
                        Interaction.TYPE, 68_538 + 1_829 - 4 + 1_445 + 1_159 + 1_044,
                        Search.TYPE, 3_060 + 1_080,
                        Filter.TYPE, 5_303,
                        Sort.TYPE, 2_948),
                counts);
    }
}
