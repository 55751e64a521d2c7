package dev.fairlead.calibration;

/** How near the nominal rate a method promises to be. */
public sealed interface Promise {
    /** At the nominal rate. */
    record Exact() implements Promise {}

    /**
     * At the nominal rate, or on its safe side.
     *
     * @param why it is on the safe side
     */
    record Safe(String why) implements Promise {}

    /**
     * Not at the nominal rate.
     *
     * @param worst the rate that it is not beyond even so
     * @param why a sentence that says when not to trust it
     */
    record Limited(double worst, String why) implements Promise {}
}
