package dev.fairlead.experiment.assignment;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void named(String name, String what) {
        that(!name.isBlank(), what + " needs a name that is not blank");
    }
}
