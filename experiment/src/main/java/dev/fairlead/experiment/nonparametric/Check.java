package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void confidence(double confidence) {
        that(
                confidence > 0 && confidence < 1,
                "confidence is between 0 and 1, such as 0.95; this one is " + confidence);
    }

    static void quantile(double p) {
        that(p > 0 && p < 1, "a quantile's probability is between 0 and 1, such as 0.95 for p95; this one is " + p);
    }

    static void finite(double[] values, String what) {
        that(values.length > 0, what + " has no values");
        for (double value : values) {
            that(Double.isFinite(value), what + " has the value " + value + "; only finite numbers can be compared");
        }
    }

    static double[] sorted(double[] values, String what) {
        finite(values, what);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
