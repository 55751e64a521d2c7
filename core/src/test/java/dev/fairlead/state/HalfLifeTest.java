package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfLifeTest {
    @Test
    void wholeHalvingsAreExact() {
        HalfLife day = new HalfLife(Duration.ofDays(1));
        for (int n = 0; n <= 120; n++) {
            assertEquals(Math.scalb(1.0, -n), day.weight(86_400L * n));
        }
        assertEquals(0, day.weight(86_400L * 121));
        assertEquals(0, day.weight(Long.MAX_VALUE));
    }

    @Test
    void theFutureHasWeightOne() {
        assertEquals(1, new HalfLife(Duration.ofDays(1)).weight(-5));
    }

    @Test
    void theErrorStaysBelowTwoPartsInAHundredMillion() {
        Random random = new Random(1);
        double worst = 0;
        for (int i = 0; i < 100_000; i++) {
            long halfLife = random.nextLong(1, 10_000_000);
            long elapsed = random.nextLong(Math.min(100 * halfLife, 1L << 31));
            double exact = StrictMath.pow(2, -(double) elapsed / halfLife);
            double weight = new HalfLife(Duration.ofSeconds(halfLife)).weight(elapsed);
            worst = Math.max(worst, Math.abs(weight - exact) / exact);
        }
        assertTrue(worst < 2e-8, "relative error " + worst);
    }

    @Test
    void aHalfLifeThatIsNotPositiveIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HalfLife(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new HalfLife(Duration.ofDays(-1)));
    }

    @Test
    void weightNeverRisesWithAge() {
        HalfLife hour = new HalfLife(Duration.ofHours(1));
        double last = 1;
        for (long age = 0; age < 20_000; age++) {
            double weight = hour.weight(age);
            assertTrue(weight <= last);
            last = weight;
        }
    }
}
