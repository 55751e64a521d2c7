package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void reliabilityBinsHoldEveryItemOnce() {
        JudgedWorld world = new JudgedWorld(1, 60, 25);
        Reliability reliability = Reliability.of(world.lists, world.policy("model", true));
        long items = world.lists.stream().mapToInt(JudgedList::size).sum();
        assertEquals(
                items, reliability.bins().stream().mapToLong(Reliability.Bin::n).sum());
        for (Reliability.Bin bin : reliability.bins()) {
            assertTrue(bin.low() <= bin.observed() && bin.observed() <= bin.high());
        }
    }
}
