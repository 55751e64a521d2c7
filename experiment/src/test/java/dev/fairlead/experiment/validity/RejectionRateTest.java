package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RejectionRateTest {
    /** P(a binomial is at least k), by adding up. */
    private static double atLeast(int k, int n, double p) {
        double sum = 0;
        for (int i = k; i <= n; i++) {
            double term = 1;
            for (int j = 1; j <= i; j++) {
                term *= (n - i + j) * p / j;
            }
            sum += term * Math.pow(1 - p, n - i);
        }
        return sum;
    }

    @Test
    void limitsLeaveTheirTails() {
        for (int k = 1; k < 30; k++) {
            Interval limits = new RejectionRate(k, 30).limits(0.9);
            assertEquals(0.05, atLeast(k, 30, limits.low()), 1e-12);
            assertEquals(0.95, atLeast(k + 1, 30, limits.high()), 1e-12);
        }
        assertEquals(0, new RejectionRate(0, 30).limits(0.9).low());
        assertEquals(
                1 - Math.pow(0.05, 1 / 30.0),
                new RejectionRate(0, 30).limits(0.9).high(),
                1e-12);
        assertEquals(1, new RejectionRate(30, 30).limits(0.9).high());
    }

    @Test
    void ratesThatAreAndAreNotWhatTheyShouldBe() {
        assertTrue(new RejectionRate(50, 1000).within(0.05));
        assertFalse(new RejectionRate(90, 1000).within(0.05));
        assertFalse(new RejectionRate(20, 1000).within(0.05));
        assertTrue(new RejectionRate(20, 1000).atMost(0.05));
        assertFalse(new RejectionRate(90, 1000).atMost(0.05));
    }

    /** 1.358 / √n is the 5 % point for many values; and of simulated uniforms, 5 % are beyond the 5 % point. */
    @Test
    void distanceOfUniformValues() {
        assertEquals(0.05, AaCheck.beyond(1.358 / 1000, 1_000_000), 1e-4);
        assertEquals(AaCheck.beyond(0.1 - 1e-9, 100), AaCheck.beyond(0.1 + 1e-9, 100), 1e-6);
        assertEquals(0.5, AaCheck.beyond(0.8276 / 1000, 1_000_000), 1e-3);
        var random = new Random(1);
        long rejected = 0;
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            rejected += AaCheck.of(random.doubles(25).toArray(), 0.05).p() <= 0.05 ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.05));
    }

    @Test
    void valuesThatAreTooSmallOrTooLarge() {
        var random = new Random(2);
        double[] uniform = random.doubles(2000).toArray();
        assertTrue(AaCheck.of(uniform, 0.05).holds());
        assertFalse(AaCheck.of(Arrays.stream(uniform).map(p -> p * p).toArray(), 0.05)
                .holds());
        assertFalse(AaCheck.of(Arrays.stream(uniform).map(Math::sqrt).toArray(), 0.05)
                .holds());
    }

    @Test
    void refusesWhatCannotBe() {
        Refused.saying("rejections cannot be 3 of 2", () -> new RejectionRate(3, 2));
        Refused.saying("cannot be 0 of 0", () -> new RejectionRate(0, 0));
        Refused.saying("such as 0.05", () -> new RejectionRate(1, 2).within(5));
        Refused.saying("at least 20", () -> AaCheck.of(new double[3], 0.05));
        Refused.saying("not NaN", () -> AaCheck.of(filled(Double.NaN), 0.05));
        Refused.saying("not 2.0", () -> AaCheck.of(filled(2), 0.05));
    }

    private static double[] filled(double value) {
        var values = new double[30];
        Arrays.fill(values, value);
        return values;
    }
}
