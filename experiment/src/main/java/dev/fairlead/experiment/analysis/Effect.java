package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Standing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an arm does to a metric.
 *
 * @param arm compared with control
 * @param control the metric in control, adjusted as the method says
 * @param treatment the metric in the arm, likewise
 * @param units of control and arm in which it was measured; clusters where there are clusters
 * @param reading of the difference
 * @param lift of the arm relative to control, 0.05 being 5 % more; empty where control is not above 0
 * @param adjustedP of a primary metric, for all primary metrics and arms; of a planned slice, for all planned slices
 * @param method such as {@code welch+cuped}
 * @param varianceReduction the share of the difference's variance that adjustment took away
 */
public record Effect(
        PlannedMetric metric,
        String arm,
        double control,
        double treatment,
        long[] units,
        Reading reading,
        Optional<Lift> lift,
        OptionalDouble adjustedP,
        String method,
        double varianceReduction,
        Standing standing) {
    /**
     * A relative change.
     *
     * @param interval of the same confidence as the difference's, on the plan's scale
     * @param p of no change on that scale, of the plan's sides; near the difference's, and not the same, because the error of
     *     control is in the divisor too
     */
    public record Lift(double value, Interval interval, double p) {}

    /** The metric's name. */
    public String name() {
        return metric.metric().name();
    }

    public Role role() {
        return Role.of(metric);
    }

    Effect adjusted(double p) {
        return new Effect(
                metric,
                arm,
                control,
                treatment,
                units,
                reading,
                lift,
                OptionalDouble.of(p),
                method,
                varianceReduction,
                standing);
    }
}
