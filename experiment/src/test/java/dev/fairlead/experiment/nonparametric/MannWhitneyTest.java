package dev.fairlead.experiment.nonparametric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {
    private static double naiveU(double[] control, double[] treatment) {
        double u = 0;
        for (double t : treatment) {
            for (double c : control) {
                u += t > c ? 1 : t == c ? 0.5 : 0;
            }
        }
        return u;
    }

    /** U under every choice of the treated among all values. */
    private static double[] everyU(double[] all, int treated) {
        return IntStream.range(0, 1 << all.length)
                .filter(mask -> Integer.bitCount(mask) == treated)
                .mapToDouble(mask -> naiveU(chosen(all, ~mask), chosen(all, mask)))
                .toArray();
    }

    private static double[] chosen(double[] all, int mask) {
        return IntStream.range(0, all.length)
                .filter(i -> (mask >> i & 1) == 1)
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static double[] differences(double[] control, double[] treatment) {
        return Arrays.stream(treatment)
                .flatMap(t -> Arrays.stream(control).map(c -> t - c))
                .sorted()
                .toArray();
    }

    @Test
    void exactAsByEveryAssignment() {
        var random = new Random(1);
        for (int n = 2; n <= 6; n++) {
            double[] all = random.doubles(n + 5).toArray();
            double[] control = Arrays.copyOf(all, n);
            double[] treatment = Arrays.copyOfRange(all, n, n + 5);
            MannWhitney found = MannWhitney.of(control, treatment, 0.8);
            double[] every = everyU(all, 5);
            double low = Arrays.stream(every).filter(u -> u <= found.u()).count() / (double) every.length;
            double high = Arrays.stream(every).filter(u -> u >= found.u()).count() / (double) every.length;
            assertEquals(naiveU(control, treatment), found.u());
            assertEquals(Math.min(1, 2 * Math.min(low, high)), found.p(), 1e-12);
            assertTrue(found.exact());
        }
    }

    /** Shifts inside the interval, and only they, are not rejected at its level. */
    @Test
    void exactIntervalHoldsWhatTheTestAccepts() {
        var random = new Random(2);
        double[] control = random.doubles(9).toArray();
        double[] treatment = random.doubles(8).map(x -> x + 0.3).toArray();
        Interval interval = MannWhitney.of(control, treatment, 0.95).shiftInterval();
        for (double shift : new double[] {interval.low(), interval.high()}) {
            double inwards = shift + Math.copySign(1e-9, interval.low() + interval.high() - 2 * shift);
            double outwards = 2 * shift - inwards;
            assertTrue(shifted(control, treatment, inwards).p() > 0.05);
            assertTrue(shifted(control, treatment, outwards).p() <= 0.05);
        }
    }

    private static MannWhitney shifted(double[] control, double[] treatment, double by) {
        return MannWhitney.of(control, Arrays.stream(treatment).map(t -> t - by).toArray(), 0.95);
    }

    @Test
    void tiesReduceTheVarianceAsEveryAssignmentSays() {
        double[] control = {1, 2, 2, 3, 3, 5};
        double[] treatment = {2, 3, 3, 5, 5};
        double[] all = {1, 2, 2, 3, 3, 5, 2, 3, 3, 5, 5};
        double[] every = everyU(all, 5);
        double mean = Arrays.stream(every).average().orElseThrow();
        double variance =
                Arrays.stream(every).map(u -> (u - mean) * (u - mean)).average().orElseThrow();
        MannWhitney found = MannWhitney.of(control, treatment, 0.95);
        double z = (Math.abs(naiveU(control, treatment) - 15) - 0.5) / Math.sqrt(variance);
        assertFalse(found.exact());
        assertEquals(Normal.twoSided(z), found.p(), 1e-12);
        assertEquals(naiveU(control, treatment) / 30, found.superiority(), 1e-15);
    }

    @Test
    void everyRankOfDifferences() {
        var random = new Random(3);
        double[] control = random.ints(13, -5, 5).asDoubleStream().sorted().toArray();
        double[] treatment = random.doubles(10, -1e300, 1e300).sorted().toArray();
        for (double[] arm : List.of(treatment, Arrays.copyOf(control, 7))) {
            var differences = new PairwiseDifferences(control, arm);
            double[] naive = differences(control, arm);
            for (int k = 1; k <= naive.length; k++) {
                assertEquals(naive[k - 1], differences.kth(k), 0);
            }
            double[] middle = {naive[(naive.length - 1) / 2], naive[naive.length / 2]};
            assertEquals(middle[0] / 2 + middle[1] / 2, differences.median(), Math.ulp(middle[1]));
        }
    }

    @Test
    void armsThatSwapMirrorEverything() {
        var random = new Random(4);
        double[] control = random.doubles(60).toArray();
        double[] treatment = random.doubles(70).map(x -> x * x).toArray();
        MannWhitney one = MannWhitney.of(control, treatment, 0.9);
        MannWhitney other = MannWhitney.of(treatment, control, 0.9);
        assertEquals(one.p(), other.p(), 1e-12);
        assertEquals(one.shift(), -other.shift(), 1e-15);
        assertEquals(one.shiftInterval().low(), -other.shiftInterval().high(), 1e-15);
        assertEquals(
                one.superiorityInterval().low(), 1 - other.superiorityInterval().high(), 1e-12);
    }

    @Test
    void separateArmsAreBoundedByTheirSizes() {
        MannWhitney found = MannWhitney.of(new double[] {1, 2, 3}, new double[] {4, 5, 6, 7}, 0.95);
        assertEquals(1, found.superiority());
        assertEquals(Math.cbrt(0.025), found.superiorityInterval().low(), 1e-12);
        assertEquals(Double.NEGATIVE_INFINITY, found.shiftInterval().low());
    }

    /** Arms of a distribution with a long tail, one shifted by 1: rejections of that shift, and both intervals' misses. */
    @Test
    void ratesAreInsideBinomialLimits() {
        int runs = 1000;
        for (int n : new int[] {30, 80}) {
            var random = new Random(n);
            long rejected = 0;
            long missed = 0;
            long missedSuperiority = 0;
            for (int run = 0; run < runs; run++) {
                double[] control = tailed(random, n, 0);
                double[] same = tailed(random, n + 10, 0);
                MannWhitney aa = MannWhitney.of(control, same, 0.95);
                rejected += aa.p() <= 0.05 ? 1 : 0;
                missed += aa.shiftInterval().contains(0) ? 0 : 1;
                missedSuperiority += aa.superiorityInterval().contains(0.5) ? 0 : 1;
            }
            assertTrue(new RejectionRate(rejected, runs).atMost(0.05));
            assertTrue(rejected > 0.03 * runs);
            assertTrue(new RejectionRate(missed, runs).atMost(0.05));
            assertTrue(new RejectionRate(missedSuperiority, runs).within(0.05));
        }
    }

    private static double[] tailed(Random random, int n, double shift) {
        return random.doubles(n).map(u -> Math.exp(Normal.quantile(u)) + shift).toArray();
    }

    /** P(T &gt; C) = Φ(d / √2) of normals d apart. */
    @Test
    void superiorityIsCovered() {
        var random = new Random(5);
        double truth = Normal.cdf(1.2 / Math.sqrt(2));
        long missed = 0;
        int runs = 1500;
        for (int run = 0; run < runs; run++) {
            double[] control = random.doubles(60).map(Normal::quantile).toArray();
            double[] treatment =
                    random.doubles(90).map(u -> 1.2 + Normal.quantile(u)).toArray();
            MannWhitney found = MannWhitney.of(control, treatment, 0.95);
            missed += found.superiorityInterval().contains(truth) ? 0 : 1;
        }
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
    }

    @Test
    void refusesWhatCannotBe() {
        double[] few = {1};
        double[] some = {1, 2, 3};
        Refused.saying("at least 2 values", () -> MannWhitney.of(few, some, 0.95));
        Refused.saying("NaN", () -> MannWhitney.of(new double[] {1, Double.NaN}, some, 0.95));
        Refused.saying("does not vary", () -> MannWhitney.of(new double[] {1, 1}, new double[] {1, 1}, 0.95));
        Refused.saying("between 0 and 1", () -> MannWhitney.of(some, some, 95));
    }
}
