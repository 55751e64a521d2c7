package dev.fairlead.experiment.bayes;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void finite(double value, String what) {
        that(Double.isFinite(value), what + " must be a finite number, not " + value);
    }

    static void positive(double value, String what) {
        that(value > 0 && Double.isFinite(value), what + " must be above 0, not " + value);
    }

    static void confidence(double confidence) {
        that(
                confidence > 0 && confidence < 1,
                "a credible interval's probability is between 0 and 1, such as 0.95; this one is " + confidence);
    }
}
