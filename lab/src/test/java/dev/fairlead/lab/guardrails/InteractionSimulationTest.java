package dev.fairlead.lab.guardrails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class InteractionSimulationTest {
    @Test
    void withoutAnInteractionAlarmsAreAtTheStatedRateAndAPlantedOneIsReported() {
        assertTrue(InteractionSimulation.run(false, 500, 3).atMost(InteractionSimulation.ALPHA));
        assertTrue(InteractionSimulation.run(true, 100, 3).share() > 0.9);
        assertEquals(InteractionSimulation.run(false, 100, 4), InteractionSimulation.run(false, 100, 4));
    }
}
