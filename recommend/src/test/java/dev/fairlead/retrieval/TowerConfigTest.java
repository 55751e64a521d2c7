package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TowerConfigTest {
    private static final TowerShape SHAPE = new TowerShape(8, 10, 60, 5, 1, 1, true, false);

    @Test
    void theNumbersToBeginWith() {
        TowerConfig config = TowerConfig.of(SHAPE, 7);
        assertEquals(
                new TowerConfig(
                        SHAPE,
                        TowerConfig.Loss.SOFTMAX,
                        20,
                        2,
                        128,
                        256,
                        0,
                        0.1,
                        0.1,
                        0,
                        0,
                        0,
                        false,
                        2,
                        1_000_000,
                        0.05,
                        7),
                config);
        assertEquals(3, config.withEpochs(3).epochs());
        assertEquals(0.5, config.withIdDropout(0.5).idDropout());
        assertEquals(9, config.withSteps(0.2, 9).initialAccumulator());
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        assertNames("idDropout", () -> TowerConfig.of(SHAPE, 1).withIdDropout(1));
        assertNames("epochs", () -> TowerConfig.of(SHAPE, 1).withEpochs(0));
        assertNames("learningRate", () -> TowerConfig.of(SHAPE, 1).withSteps(0, 1));
        assertNames("initialAccumulator", () -> TowerConfig.of(SHAPE, 1).withSteps(1, Double.NaN));
        assertNames("dimensions", () -> new TowerShape(1, 10, 60, 5, 1, 1, true, false));
        assertNames("halfLifeTouches", () -> new TowerShape(8, 10, 60, 0, 1, 1, true, false));
    }

    private static void assertNames(String name, Runnable wrong) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, wrong::run);
        assertTrue(String.valueOf(refused.getMessage()).contains(name + " is"), () -> "" + refused.getMessage());
    }
}
