package dev.fairlead.experiment.plan;

/** What becomes of a unit's extreme values. */
public sealed interface Capping {
    /** They stay. */
    record None() implements Capping {}

    /**
     * What is above a value counts as that value.
     *
     * @param value above 0, in the unit of the metric
     */
    record At(double value) implements Capping {}

    /**
     * What is above a quantile of all arms together counts as that quantile.
     *
     * @param level between 0 and 1, such as 0.999
     */
    record AtQuantile(double level) implements Capping {}

    /**
     * Winsorized: what is below a quantile of all arms together counts as that quantile, and what is above another as that.
     *
     * @param low at least 0 and below {@code high}, such as 0.01
     * @param high at most 1, such as 0.99
     */
    record Winsorized(double low, double high) implements Capping {}
}
