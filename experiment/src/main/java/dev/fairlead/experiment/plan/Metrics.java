package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that is measured; at least one metric is primary. Of a funnel, one metric plays the part that is planned for it, the
 * share of all who entered that went through; its other metrics are the last of the secondary ones.
 *
 * @param before covariates that are measured before entry
 */
public record Metrics(
        List<Primary> primary, List<Secondary> secondary, List<Guardrail> guardrails, List<Before> before) {
    public Metrics {
        primary = List.copyOf(primary);
        secondary = List.copyOf(secondary);
        guardrails = List.copyOf(guardrails);
        before = List.copyOf(before);
    }

    /** Without covariates from before entry. */
    public Metrics(List<Primary> primary, List<Secondary> secondary, List<Guardrail> guardrails) {
        this(primary, secondary, guardrails, List.of());
    }

    /** The metrics of every role: primary, secondary, guardrails. */
    public Stream<PlannedMetric> all() {
        return Stream.of(primary, secondary, guardrails).flatMap(List::stream);
    }

    /** The metric of a name, if it is planned. */
    public Optional<PlannedMetric> named(String name) {
        return all().filter(planned -> planned.metric().name().equals(name)).findFirst();
    }

    /** The types of events that metrics are computed from. */
    public Set<String> events() {
        var events = new TreeSet<String>();
        all().map(PlannedMetric::metric).map(Metric::outcome).forEach(outcome -> {
            switch (outcome) {
                case Outcome.Tabled _ -> {}
                case Outcome.Measured(List<Measurement> columns, int _) ->
                    columns.forEach(column -> events.add(column.event()));
                case Outcome.Step step -> step.funnel().steps().forEach(each -> events.add(each.event()));
            }
        });
        return events;
    }
}
