package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Before;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.Outcome;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The columns that a plan needs of a unit, and what each comes from. */
final class OutcomeColumns {
    private final List<Source> sources = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<String> attributes = new ArrayList<>();

    /**
     * A column.
     *
     * @param source its place in {@link #sources}
     * @param step of a funnel, from 1; 0 for a measurement
     */
    record Column(String name, int source, int step) {}

    /** @throws IllegalArgumentException if a metric is not computed from events */
    OutcomeColumns(Plan plan) {
        plan.metrics().all().map(PlannedMetric::metric).forEach(this::metric);
        for (Before before : plan.metrics().before()) {
            Metric metric = plan.metrics().named(before.metric()).orElseThrow().metric();
            if (metric.outcome() instanceof Outcome.Measured measured) {
                column(
                        before.name(),
                        new Source.Measured(measured.columns().getFirst(), TimeWindow.days(-before.days(), 0)),
                        0);
            }
        }
        Stream.of(
                        plan.population().cluster().stream(),
                        plan.inference().covariates().stream(),
                        plan.inference().strata().stream(),
                        plan.slices().stream().map(Slice::column))
                .flatMap(names -> names)
                .filter(name -> !UnitTable.FIRST.contains(name)
                        && columns.stream().noneMatch(column -> column.name().equals(name)))
                .distinct()
                .forEach(attributes::add);
    }

    private void metric(Metric metric) {
        switch (metric.outcome()) {
            case Outcome.Tabled _ ->
                throw new IllegalArgumentException("the metric " + metric.name() + " is of "
                        + String.join(" and ", metric.kind().columns())
                        + ", a column of a table, so it cannot be computed from events; say from which in the plan: "
                        + "\"from\": {\"event\": \"purchase\"}");
            case Outcome.Measured(List<Measurement> measurements, int start) -> {
                for (int i = 0; i < measurements.size(); i++) {
                    TimeWindow window = TimeWindow.days(start, start + (long) metric.windowDays());
                    column(metric.kind().columns().get(i), new Source.Measured(measurements.get(i), window), 0);
                }
            }
            case Outcome.Step step -> {
                var source = new Source.Stepped(step.funnel(), TimeWindow.days(0, metric.windowDays()));
                column(step.funnel().column(step.step()), source, step.step());
            }
        }
    }

    private void column(String name, Source source, int step) {
        if (columns.stream().anyMatch(column -> column.name().equals(name))) {
            return; // of another metric, the same by the plan's rules
        }
        if (!sources.contains(source)) {
            sources.add(source);
        }
        columns.add(new Column(name, sources.indexOf(source), step));
    }

    /** What a column says of a unit whose window is over; empty if there is nothing to tell. */
    OptionalDouble value(Column column, UnitEvents[] gathered, long entered) {
        return switch (sources.get(column.source())) {
            case Source.Measured _ ->
                gathered[column.source()] instanceof Tally tally ? tally.value() : OptionalDouble.empty();
            case Source.Stepped stepped ->
                OptionalDouble.of(
                        gathered[column.source()] instanceof Chain chain
                                        && chain.reached(stepped.funnel(), entered) >= column.step()
                                ? 1
                                : 0);
        };
    }

    List<Source> sources() {
        return sources;
    }

    List<Column> columns() {
        return columns;
    }

    /** Names of what is known of a unit when it enters. */
    List<String> attributes() {
        return attributes;
    }
}
