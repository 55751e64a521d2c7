package dev.fairlead.experiment.plan;

/**
 * What is measured.
 *
 * @param name by which results name it; no two metrics of a plan share one
 * @param direction which way is better
 * @param windowDays length of the window whose outcomes count, at least 1; it begins with a unit's entry, or where the outcome
 *     says
 * @param outcome where the columns come from
 */
public record Metric(
        String name, MetricKind kind, Direction direction, int windowDays, Capping capping, Outcome outcome) {
    /** A metric of columns that the table of units has. */
    public Metric(String name, MetricKind kind, Direction direction, int windowDays, Capping capping) {
        this(name, kind, direction, windowDays, capping, new Outcome.Tabled());
    }

    /** Days from a unit's entry until its window is over and the metric is known of it. */
    public long maturityDays() {
        return (long) windowDays + (outcome instanceof Outcome.Measured measured ? measured.startDays() : 0);
    }
}
