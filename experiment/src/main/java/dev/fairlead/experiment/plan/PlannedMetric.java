package dev.fairlead.experiment.plan;

/** A metric with the part it plays in the decision. */
public sealed interface PlannedMetric {
    Metric metric();

    /**
     * A metric that the change is made for.
     *
     * @param minimumDetectableEffect the absolute difference that the planned units detect, above 0
     */
    record Primary(Metric metric, double minimumDetectableEffect) implements PlannedMetric {}

    /** A metric that is reported and must not deteriorate. */
    record Secondary(Metric metric) implements PlannedMetric {}

    /**
     * A metric that must be shown not to be worse by more than a margin.
     *
     * @param margin the absolute difference in the bad direction that is accepted, above 0, in the unit of the metric
     */
    record Guardrail(Metric metric, double margin) implements PlannedMetric {}
}
