package dev.fairlead.experiment.plan;

/**
 * What is measured.
 *
 * @param name by which results name it; no two metrics of a plan share one
 * @param direction which way is better
 * @param windowDays days after a unit's exposure whose outcomes count, at least 1
 */
public record Metric(String name, MetricKind kind, Direction direction, int windowDays, Capping capping) {}
