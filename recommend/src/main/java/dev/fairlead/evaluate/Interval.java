package dev.fairlead.evaluate;

import java.util.Arrays;

/** A 95 % interval; both ends NaN when it cannot be told. */
record Interval(double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN);

    /** 97.5 % point of the normal distribution. */
    static final double Z = 1.959963984540054;

    /**
     * Percentile interval (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13). Replicates in which
     * the statistic does not exist are NaN and left out.
     */
    static Interval percentile(double[] replicates) {
        double[] sorted =
                Arrays.stream(replicates).filter(r -> !Double.isNaN(r)).sorted().toArray();
        return sorted.length < 2 ? UNKNOWN : new Interval(quantile(sorted, 0.025), quantile(sorted, 0.975));
    }

    /**
     * Delete-one jackknife interval: value ± z × standard error, where the variance is (n − 1) / n times the sum of squared
     * deviations of the leave-one-out values (Efron and Stein, The Jackknife Estimate of Variance, 1981).
     */
    static Interval jackknife(double value, double[] leaveOneOut) {
        double mean = Arrays.stream(leaveOneOut).average().orElse(Double.NaN);
        double squares =
                Arrays.stream(leaveOneOut).map(v -> (v - mean) * (v - mean)).sum();
        double error = Math.sqrt(squares * (leaveOneOut.length - 1) / leaveOneOut.length);
        return new Interval(value - Z * error, value + Z * error);
    }

    /** Wilson's interval for a share of k in n (Wilson 1927). */
    static Interval wilson(long k, long n) {
        if (n == 0) return UNKNOWN;
        double share = (double) k / n;
        double spread = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4.0 * n * n));
        double centre = share + Z * Z / (2.0 * n);
        double scale = 1 + Z * Z / n;
        return new Interval(Math.max(0, (centre - spread) / scale), Math.min(1, (centre + spread) / scale));
    }

    Interval within(double least, double most) {
        return new Interval(Math.max(least, low), Math.min(most, high));
    }

    /** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
