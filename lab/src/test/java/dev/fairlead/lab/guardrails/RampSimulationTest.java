package dev.fairlead.lab.guardrails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RampSimulationTest {
    @Test
    void theWatchTakesBackHarmAndHardlyAnythingElse() {
        for (int guardrails : new int[] {1, 5}) {
            List<RampSimulation.Row> harmless = RampSimulation.run(guardrails, false, 400, 3);
            assertFalse(harmless.stream().anyMatch(RampSimulation.Row::off));
            assertEquals(harmless, RampSimulation.run(guardrails, false, 400, 3), "the same seed, the same ramps");
            List<RampSimulation.Row> harm = RampSimulation.run(guardrails, true, 400, 3);
            RampSimulation.Row last = harm.stream()
                    .filter(row -> row.judge().equals(RampSimulation.WATCH) && row.percent() == 100)
                    .findFirst()
                    .orElseThrow();
            assertTrue(last.rate().share() > 0.9, last::toString);
        }
    }
}
