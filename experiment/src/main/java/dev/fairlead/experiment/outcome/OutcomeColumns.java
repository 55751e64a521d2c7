package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Before;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.Outcome;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Slice;
import dev.fairlead.experiment.plan.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** With those of metrics that a watch reads sooner than their windows are over. */
    static OutcomeColumns watched(Plan plan) {
        OutcomeColumns columns = new OutcomeColumns(plan);
        early(plan).forEach((early, metric) -> {
            if (metric.outcome() instanceof Outcome.Measured(List<Measurement> measurements, int _)) {
                for (int i = 0; i < measurements.size(); i++) {
                    columns.column(
                            early.column(metric, i),
                            new Source.Measured(measurements.get(i), new TimeWindow(0, early.hours * Moments.HOUR)),
                            0);
                }
            }
        });
        return columns;
    }

    /** A metric that is read sooner. @param key by which it is known */
    record Early(String key, int hours) {
        /** The name of its column in the place of one of the metric's. */
        String column(Metric metric, int index) {
            return metric.kind().columns().get(index)
                    + key.substring(metric.name().length());
        }
    }

    static Map<Early, Metric> early(Plan plan) {
        Map<Early, Metric> early = new LinkedHashMap<>();
        plan.watch().stream()
                .flatMap(watch -> watch.guardrails().stream())
                .map(Watch.Guardrail::watched)
                .forEach(watched -> {
                    if (watched instanceof Watch.Watched.OfMetric of && of.withinHours() > 0) {
                        early.put(
                                new Early(of.key(), of.withinHours()),
                                plan.metrics().named(of.metric()).orElseThrow().metric());
                    }
                });
        return early;
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
