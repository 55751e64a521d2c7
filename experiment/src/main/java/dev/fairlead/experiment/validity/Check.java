package dev.fairlead.experiment.validity;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void errorRate(double alpha) {
        that(alpha > 0 && alpha < 1, "an error rate is between 0 and 1, such as 0.05; this one is " + alpha);
    }

    static void confidence(double confidence) {
        that(
                confidence > 0 && confidence < 1,
                "confidence is between 0 and 1, such as 0.95; this one is " + confidence);
    }

    static void finite(double value, String what) {
        that(Double.isFinite(value), what + " must be a finite number, not " + value);
    }

    static void counts(long part, long whole, String what) {
        that(whole >= 1 && part >= 0 && part <= whole, what + " cannot be " + part + " of " + whole);
    }
}
