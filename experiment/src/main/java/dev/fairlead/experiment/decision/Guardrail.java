package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.PlannedMetric;

/**
 * A guardrail and how it is watched.
 *
 * @param direction which way is better
 * @param margin the absolute difference in the bad direction that is accepted, at least 0, in the unit of the metric
 */
public record Guardrail(String name, Direction direction, double margin, SequentialTest watch) {
    public Guardrail {
        if (!(margin >= 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("the margin of " + name + " must be at least 0, not " + margin);
        }
    }

    /** A plan's guardrail. */
    public static Guardrail of(PlannedMetric.Guardrail guardrail, SequentialTest watch) {
        Metric metric = guardrail.metric();
        return new Guardrail(metric.name(), metric.direction(), guardrail.margin(), watch);
    }
}
