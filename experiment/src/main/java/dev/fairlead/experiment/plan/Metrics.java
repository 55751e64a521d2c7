package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is measured; at least one metric is primary. */
public record Metrics(List<Primary> primary, List<Secondary> secondary, List<Guardrail> guardrails) {
    public Metrics {
        primary = List.copyOf(primary);
        secondary = List.copyOf(secondary);
        guardrails = List.copyOf(guardrails);
    }

    /** The metrics of every role: primary, secondary, guardrails. */
    public Stream<PlannedMetric> all() {
        return Stream.of(primary, secondary, guardrails).flatMap(List::stream);
    }

    /** The metric of a name, if it is planned. */
    public Optional<PlannedMetric> named(String name) {
        return all().filter(planned -> planned.metric().name().equals(name)).findFirst();
    }
}
