package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.PlannedMetric;

/**
 * A metric that could not be compared in an arm; the others stand.
 *
 * @param why in a sentence
 */
public record Unreadable(PlannedMetric metric, String arm, String why) {
    public Role role() {
        return Role.of(metric);
    }

    /** The metric's name. */
    public String name() {
        return metric.metric().name();
    }
}
