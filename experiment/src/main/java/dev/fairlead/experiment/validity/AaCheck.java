package dev.fairlead.experiment.validity;

import java.util.Arrays;

/**
 * Whether the p-values of many comparisons of an arm with itself are uniform, as those of a right test are. For p-values
 * that are nearly continuous: exact tests of few units have few values, and are only asked to be {@link RejectionRate#atMost}.
 *
 * @param distance of their distribution from the uniform one: Kolmogorov and Smirnov's D
 * @param p of the hypothesis that they are uniform
 * @param rate of those at most α
 * @param alpha the level of the test under check
 */
public record AaCheck(double distance, double p, RejectionRate rate, double alpha) {
    private static final int FEWEST = 20;
    private static final int TERMS = 50;

    /**
     * Checks p-values of independent comparisons.
     *
     * @param values from 0 to 1, at least 20
     * @param alpha the level at which the test is used
     */
    public static AaCheck of(double[] values, double alpha) {
        Check.errorRate(alpha);
        Check.that(
                values.length >= FEWEST, "an A/A check needs at least " + FEWEST + " p-values, not " + values.length);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double distance = 0;
        int n = sorted.length;
        for (int i = 0; i < n; i++) {
            double value = sorted[i];
            Check.that(value >= 0 && value <= 1, "a p-value is from 0 to 1, not " + value);
            distance = Math.max(distance, Math.max((i + 1.0) / n - value, value - i / (double) n));
        }
        long rejected = Arrays.stream(sorted).filter(value -> value <= alpha).count();
        return new AaCheck(distance, beyond(distance, n), new RejectionRate(rejected, n), alpha);
    }

    /** Whether neither the distribution, at one in a thousand, nor the rate speaks against the test. */
    public boolean holds() {
        return p >= 0.001 && rate.within(alpha);
    }

    /** P(D &gt; d) of n values: Kolmogorov's limit at (√n + 0.12 + 0.11/√n) d (Stephens 1970). */
    static double beyond(double d, int n) {
        double root = Math.sqrt(n);
        double x = (root + 0.12 + 0.11 / root) * d;
        return x < 1 ? 1 - theta(x) : Math.min(1, alternating(x));
    }

    /** The limit's distribution function, for small x: √2π/x Σ exp(−(2k − 1)² π² / 8x²). */
    private static double theta(double x) {
        double sum = 0;
        for (int k = 1; k <= TERMS; k++) {
            double odd = (2 * k - 1) * Math.PI / x;
            sum += Math.exp(-odd * odd / 8);
        }
        return Math.sqrt(2 * Math.PI) / x * sum;
    }

    /** The limit's upper tail, for large x: 2 Σ (−1)^(k−1) exp(−2k² x²). */
    private static double alternating(double x) {
        double sum = 0;
        for (int k = TERMS; k >= 1; k--) {
            sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
        }
        return sum;
    }
}
