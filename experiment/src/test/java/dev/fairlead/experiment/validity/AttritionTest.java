package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttritionTest {
    private static Attrition of(long controlMeasured, long treatmentMeasured) {
        return new Attrition(new Attrition.Arm(5000, controlMeasured), new Attrition.Arm(5000, treatmentMeasured));
    }

    @Test
    void aDifferenceBlocksTheVerdict() {
        assertTrue(of(4700, 4620).finding(0.01).blocks());
        assertTrue(of(4700, 4620).finding(0.01).sentence().contains("6.00 % of control and 7.60 % of treatment"));
        assertFalse(of(4700, 4690).finding(0.01).blocks());
        assertEquals(1, of(5000, 5000).p());
    }

    /** The example of Newcombe (1998), table II (a): 56 of 70 and 48 of 80. */
    @Test
    void newcombesExample() {
        var attrition = new Attrition(new Attrition.Arm(80, 32), new Attrition.Arm(70, 14));
        assertEquals(0.0524, attrition.interval(0.95).low(), 5e-5);
        assertEquals(0.3339, attrition.interval(0.95).high(), 5e-5);
    }

    @Test
    void ratesAreInsideBinomialLimits() {
        var random = new Random(1);
        int runs = 4000;
        long rejected = 0;
        long missed = 0;
        for (int run = 0; run < runs; run++) {
            var same = new Attrition(arm(random, 900, 0.9), arm(random, 1100, 0.9));
            rejected += same.p() <= 0.05 ? 1 : 0;
            var worse = new Attrition(arm(random, 300, 0.95), arm(random, 400, 0.9));
            missed += worse.interval(0.95).contains(0.05) ? 0 : 1;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.05), "rejected " + rejected);
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
    }

    private static Attrition.Arm arm(Random random, int assigned, double kept) {
        return new Attrition.Arm(
                assigned, random.doubles(assigned).filter(u -> u < kept).count());
    }

    @Test
    void boundsByHand() {
        double[] control = {1, 2, 3};
        double[] treatment = {1, 2, 3, 4};
        LeeBounds found = LeeBounds.of(control, 4, treatment, 4);
        assertEquals(0.25, found.trim(), 1e-15);
        assertEquals(new Interval(0, 1), found.bounds());
        LeeBounds mirrored = LeeBounds.of(treatment, 4, control, 4);
        assertEquals(new Interval(-1, 0), mirrored.bounds());
        assertEquals(found.lowError(), mirrored.highError());
        LeeBounds even = LeeBounds.of(control, 4, control, 4);
        assertEquals(new Interval(0, 0), even.bounds());
    }

    /**
     * A tenth of treatment is measured only because it is treated, and these have the highest values: the effect on all others
     * is 0.5, at the lower bound, where the interval misses it most: at most at its level, and nearly so often.
     */
    @Test
    void theIntervalCoversTheEndOfTheBounds() {
        var random = new Random(2);
        int runs = 1500;
        long missed = 0;
        for (int run = 0; run < runs; run++) {
            double[] control = random.doubles(800)
                    .filter(u -> random.nextDouble() < 0.9)
                    .filter(u -> u < 0.9)
                    .toArray();
            double[] treatment = random.doubles(800)
                    .filter(u -> random.nextDouble() < 0.9)
                    .map(u -> u + 0.5)
                    .toArray();
            LeeBounds bounds = LeeBounds.of(control, 800, treatment, 800);
            missed += bounds.interval(0.95).contains(0.5) ? 0 : 1;
        }
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
    }

    /** Lee's errors of the bounds against how much the bounds vary. */
    @Test
    void errorsOfBoundsAreTheirSpread() {
        var random = new Random(3);
        int runs = 3000;
        var lows = new Moments();
        var highs = new Moments();
        for (int run = 0; run < runs; run++) {
            double[] control = gaussians(random, 600, 0.7);
            double[] treatment = gaussians(random, 600, 0.9);
            LeeBounds bounds = LeeBounds.of(control, 600, treatment, 600);
            lows.add(bounds.bounds().low(), bounds.lowError());
            highs.add(bounds.bounds().high(), bounds.highError());
        }
        assertEquals(Math.sqrt(lows.xx() / runs), lows.meanY(), 0.06 * lows.meanY());
        assertEquals(Math.sqrt(highs.xx() / runs), highs.meanY(), 0.06 * highs.meanY());
    }

    private static double[] gaussians(Random random, int assigned, double kept) {
        return IntStream.range(0, assigned)
                .filter(i -> random.nextDouble() < kept)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
    }

    @Test
    void refusesWhatCannotBe() {
        double[] two = {1, 2};
        Refused.saying("cannot be 6 of 5", () -> new Attrition.Arm(5, 6));
        Refused.saying("measured units of control", () -> LeeBounds.of(two, 1, two, 3));
        Refused.saying("do not vary", () -> LeeBounds.of(new double[] {1, 1}, 2, two, 2));
        Refused.saying("too few are left", () -> LeeBounds.of(two, 4, two, 2));
        Refused.saying("NaN", () -> LeeBounds.of(two, 2, new double[] {1, Double.NaN}, 2));
    }
}
