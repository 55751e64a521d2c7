package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void wilsonIntervalSolvesItsEquation() {
        Interval interval = Interval.wilson(3, 40);
        for (double share : new double[] {interval.low(), interval.high()}) {
            assertEquals(Interval.Z, Math.abs(0.075 - share) / Math.sqrt(share * (1 - share) / 40), 1e-9);
        }
        assertEquals(0, Interval.wilson(0, 10).low(), 1e-12);
    }
}
