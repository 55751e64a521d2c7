package dev.fairlead.experiment.designs;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void finite(double value) {
        that(Double.isFinite(value), "a row has the value " + value + "; only finite numbers can be compared");
    }
}
