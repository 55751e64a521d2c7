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
public record Watched(String name, Direction direction, double margin, Watch watch) {
    public Watched {
        if (!(margin >= 0) || Double.isInfinite(margin)) {
            throw new IllegalArgumentException("the margin of " + name + " must be at least 0, not " + margin);
        }
    }

    /** A plan's guardrail. */
    public static Watched of(PlannedMetric.Guardrail guardrail, Watch watch) {
        Metric metric = guardrail.metric();
        return new Watched(metric.name(), metric.direction(), guardrail.margin(), watch);
    }
}
