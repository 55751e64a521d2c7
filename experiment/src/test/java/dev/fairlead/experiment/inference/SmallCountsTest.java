package dev.fairlead.experiment.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallCountsTest {
    private static final double Z = -Normal.quantile(0.025);

    private static SmallCounts counts(long control, long nControl, long treatment, long nTreatment) {
        return new SmallCounts(new Proportion(control, nControl), new Proportion(treatment, nTreatment));
    }

    /** The normal test has p = 0.024 and ships. */
    @Test
    void nothingOf200AgainstFiveOf200() {
        SmallCounts counts = counts(0, 200, 5, 200);
        assertTrue(SmallCounts.apply(counts.control(), counts.treatment()));
        assertEquals(2 * upper(0, 200, 5, 200), counts.p(), 1e-14);
        assertEquals(0.0609, counts.p(), 5e-5);
        assertTrue(new TwoProportions(counts.control(), counts.treatment())
                        .comparison()
                        .difference()
                        .p(0)
                < 0.025);
        assertTrue(counts.difference(Z).contains(0));
        assertTrue(counts.lift(Z).contains(0));
        assertEquals(Double.POSITIVE_INFINITY, counts.lift(Z).high());
    }

    @Test
    void appliesBelowTenExpected() {
        assertTrue(SmallCounts.apply(new Proportion(9, 1000), new Proportion(9, 1000)));
        assertFalse(SmallCounts.apply(new Proportion(10, 1000), new Proportion(10, 1000)));
        assertTrue(SmallCounts.apply(new Proportion(995, 1000), new Proportion(998, 1000)));
        assertTrue(SmallCounts.apply(new Proportion(0, 50), new Proportion(900, 9000)));
    }

    /** The probability of at least as many successes of treatment, by whole numbers. */
    private static double upper(long control, long nControl, long treatment, long nTreatment) {
        long drawn = control + treatment;
        BigInteger sum = BigInteger.ZERO;
        for (long x = treatment; x <= Math.min(drawn, nTreatment); x++) {
            sum = sum.add(choose(nTreatment, x).multiply(choose(nControl, drawn - x)));
        }
        return new BigDecimal(sum)
                .divide(new BigDecimal(choose(nControl + nTreatment, drawn)), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(long n, long k) {
        BigInteger ways = k < 0 || k > n ? BigInteger.ZERO : BigInteger.ONE;
        for (long i = 0; i < k && k <= n; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return ways;
    }

    @Test
    void tailsAreSumsOfWholeNumbers() {
        var random = new Random(1);
        for (int run = 0; run < 300; run++) {
            int m = 1 + random.nextInt(40);
            int n = 1 + random.nextInt(40);
            int x = random.nextInt(m + 1);
            int y = random.nextInt(n + 1);
            assertEquals(upper(x, m, y, n), counts(x, m, y, n).pAbove(), 1e-12);
            assertEquals(upper(y, n, x, m), counts(x, m, y, n).pBelow(), 1e-12);
        }
    }

    /** An interval of any confidence leaves 0 out when the test rejects. */
    @Test
    void intervalsAndTestsAgree() {
        var random = new Random(2);
        for (int run = 0; run < 500; run++) {
            SmallCounts counts = counts(random.nextInt(12), 90, random.nextInt(12), 60 + random.nextInt(100));
            double alpha = random.nextDouble(0.001, 0.5);
            if (Math.abs(counts.p() - alpha) > 1e-6) {
                double critical = -Normal.quantile(alpha / 2);
                boolean rejected = counts.p() < alpha;
                assertEquals(rejected, !counts.difference(critical).contains(0), counts::toString);
                assertEquals(rejected, !counts.lift(critical).contains(0), counts::toString);
            }
            assertEquals(counts.p(), counts.corrected().p(0), 1e-9, counts::toString);
        }
    }

    private static double logLikelihood(SmallCounts counts, double control, double treatment) {
        return term(counts.control(), control) + term(counts.treatment(), treatment);
    }

    private static double term(Proportion arm, double share) {
        return (arm.successes() == 0 ? 0 : arm.successes() * Math.log(share))
                + (arm.failures() == 0 ? 0 : arm.failures() * Math.log1p(-share));
    }

    /** Beside a search of the shares that are most likely. */
    @Test
    void constrainedSharesAreTheMostLikely() {
        var random = new Random(3);
        for (int run = 0; run < 200; run++) {
            SmallCounts counts =
                    counts(random.nextInt(9), 20 + random.nextInt(50), random.nextInt(9), 20 + random.nextInt(50));
            var score = new ScoreDeviation(counts.control(), counts.treatment());
            double difference = random.nextDouble(-0.9, 0.9);
            double found = score.control(difference);
            double ratio = random.nextDouble(0.1, 5);
            double atRatio = score.controlAtRatio(ratio);
            for (double share = 0.0005; share < 1; share += 0.001) {
                double other = share + difference;
                if (other > 0 && other < 1) {
                    assertTrue(logLikelihood(counts, found, found + difference)
                            >= logLikelihood(counts, share, other) - 1e-9);
                }
                if (ratio * share < 1) {
                    assertTrue(logLikelihood(counts, atRatio, ratio * atRatio)
                            >= logLikelihood(counts, share, ratio * share) - 1e-9);
                }
            }
        }
    }

    /** A bound of the interval is where the corrected score has the critical value. */
    @Test
    void boundsHaveTheCriticalScore() {
        SmallCounts counts = counts(3, 120, 9, 150);
        Interval found = counts.difference(Z);
        double correction = 9 / 150.0 - 3 / 120.0 - counts.corrected().value();
        for (double bound : new double[] {found.low(), found.high()}) {
            double deviation = new ScoreDeviation(counts.control(), counts.treatment()).ofDifference(bound);
            double distance = Math.abs(9 / 150.0 - 3 / 120.0 - bound) - correction;
            assertEquals(Z, distance / deviation, 1e-9);
        }
    }

    @Test
    void nobodyConverts() {
        SmallCounts counts = counts(0, 200, 0, 300);
        assertEquals(1, counts.p());
        assertEquals(1, counts.corrected().p(0));
        Interval interval = counts.difference(Z);
        assertTrue(interval.low() < -0.01 && interval.low() > -0.05, interval::toString);
        assertTrue(interval.high() > 0.01 && interval.high() < 0.05, interval::toString);
        assertEquals(new Interval(-1, Double.POSITIVE_INFINITY), counts.lift(Z));
    }

    @Test
    void oneMillionUnitsWithFewEvents() {
        SmallCounts counts = counts(2, 1_000_000, 11, 1_000_000);
        assertTrue(SmallCounts.apply(counts.control(), counts.treatment()));
        assertEquals(0.0225, counts.p(), 0.0005);
        Interval interval = counts.difference(Z);
        assertTrue(interval.low() > 0 && interval.low() < 3e-6 && interval.high() < 3e-5, interval::toString);
    }
}
