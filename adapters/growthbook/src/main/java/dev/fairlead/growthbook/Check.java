package dev.fairlead.growthbook;

/** Refuses what cannot be read. */
final class Check {
    private Check() {}

    /** @throws IllegalArgumentException with the message, if it does not hold */
    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
