package dev.fairlead.experiment.design;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void probability(double p, String what) {
        that(p > 0 && p < 1, what + " is between 0 and 1, such as 0.05; this one is " + p);
    }

    static void positive(double value, String what) {
        that(value > 0 && Double.isFinite(value), what + " must be above 0, not " + value);
    }

    static void finite(double value) {
        that(Double.isFinite(value), "a row has the value " + value + "; only finite numbers can be compared");
    }
}
