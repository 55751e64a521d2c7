package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Beta;

/**
 * A quantile of independent rows and its exact interval, from one order statistic to another.
 *
 * @param value the smallest with at least the share p of rows up to it
 * @param lowerRank of the interval's lower end, from 1; 0 if it is open
 * @param upperRank of its upper end; one above the number of rows if it is open
 * @param interval open where there are too few rows to bound the quantile
 * @param coverage the probability, at least the confidence, with which it covers the quantile of a continuous distribution
 */
public record OrderStatistics(double value, int lowerRank, int upperRank, Interval interval, double coverage) {
    /**
     * @param values independent, at least one
     * @param p of the quantile, between 0 and 1
     */
    public static OrderStatistics of(double[] values, double p, double confidence) {
        Check.quantile(p);
        Check.confidence(confidence);
        double[] sorted = Check.sorted(values, "the sample");
        int n = sorted.length;
        int lower = successes(n, p, (1 - confidence) / 2);
        int upper = successes(n, p, (1 + confidence) / 2) + 1;
        return new OrderStatistics(
                quantile(sorted, p),
                lower,
                upper,
                new Interval(
                        lower == 0 ? Double.NEGATIVE_INFINITY : sorted[lower - 1],
                        upper > n ? Double.POSITIVE_INFINITY : sorted[upper - 1]),
                upTo(n, p, upper - 1) - upTo(n, p, lower - 1));
    }

    /** The smallest number that a binomial is at most with at least a probability. */
    private static int successes(int n, double p, double probability) {
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo(n, p, middle) < probability) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** P(a binomial of n and p is at most k). */
    private static double upTo(int n, double p, int k) {
        if (k < 0 || k >= n) {
            return k < 0 ? 0 : 1;
        }
        return new Beta(n - (double) k, k + 1.0).cdf(1 - p);
    }

    /** Of sorted values: the smallest with at least the share p up to it, the inverse of their distribution function. */
    static double quantile(double[] sorted, double p) {
        int rank = (int) Math.ceil(p * sorted.length - 1e-9);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    /** Linear between the values around place 1 + (n − 1) p, R's type 7: smoother than {@link #value}, without an interval. */
    public static double interpolated(double[] values, double p) {
        Check.quantile(p);
        double[] sorted = Check.sorted(values, "the sample");
        double place = (sorted.length - 1) * p;
        int below = (int) Math.floor(place + 1e-12);
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (place - below) * (above - sorted[below]);
    }
}
