package dev.fairlead.launch;

import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.plan.Plan;

/** The events that a plan's metrics are computed from must be ones that a log can hold. */
final class MetricEvents {
    private MetricEvents() {}

    /** @throws IllegalArgumentException if one is none */
    static void check(Plan plan, EventTypes types) {
        for (String event : plan.metrics().events()) {
            if (!types.names().contains(event)) {
                throw new IllegalArgumentException("plan: a metric is computed from events of type \"" + event
                        + "\", which no log holds" + Suggestion.of(event, types.names()));
            }
        }
    }
}
