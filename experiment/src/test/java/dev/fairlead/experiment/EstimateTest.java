package dev.fairlead.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void intervalExcludesWhatTheTestRejects() {
        for (double df : new double[] {1, 3.5, 20, Double.POSITIVE_INFINITY}) {
            var estimate = new Estimate(2, 0.7, df);
            Interval interval = estimate.interval(0.9);
            assertEquals(0.1, estimate.p(interval.low()), 1e-12);
            assertEquals(0.1, estimate.p(interval.high()), 1e-12);
            assertEquals(0.05, estimate.pAbove(interval.low()), 1e-12);
            assertEquals(0.05, estimate.pBelow(interval.high()), 1e-12);
            assertTrue(interval.contains(2));
        }
    }

    @Test
    void nothingIsEstimatedWithoutVariance() {
        String message = assertThrows(IllegalArgumentException.class, () -> Estimate.normal(1, 0))
                .getMessage();
        assertTrue(String.valueOf(message).contains("does not vary"), message);
        assertThrows(IllegalArgumentException.class, () -> Estimate.normal(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Estimate(1, 1, 0));
    }
}
