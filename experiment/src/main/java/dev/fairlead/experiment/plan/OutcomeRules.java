package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Suggestion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must hold of metrics that are computed from events. */
final class OutcomeRules {
    private static final int LONGEST_DAYS = 3650;
    /** Columns that every table of units has. */
    private static final Set<String> TAKEN = Set.of("unit", "arm", "entered");

    private final Problems problems;
    /** What each column is computed from. */
    private final Map<String, Object> columns = new HashMap<>();

    OutcomeRules(Problems problems) {
        this.problems = problems;
    }

    void hold(String path, Metric metric) {
        switch (metric.outcome()) {
            case Outcome.Tabled _ ->
                metric.kind().columns().forEach(column -> source(path, column, "a column of the table"));
            case Outcome.Measured measured -> measured(path, metric, measured);
            case Outcome.Step step -> {
                if (step.whole()) {
                    funnel(path, step.funnel());
                }
                metric.kind()
                        .columns()
                        .forEach(column -> source(path, column, List.of(step.funnel(), metric.windowDays())));
            }
        }
    }

    private void source(String path, String column, Object source) {
        Optional<Object> other = Optional.ofNullable(columns.putIfAbsent(column, source));
        problems.require(
                other.isEmpty() || other.get().equals(source),
                path,
                "the column \"" + column + "\" has another meaning or window in a metric before; give this one another"
                        + " \"column\"");
    }

    private void measured(String path, Metric metric, Outcome.Measured measured) {
        problems.require(
                measured.startDays() >= 0 && measured.startDays() <= LONGEST_DAYS,
                path + ".windowStartDays",
                "is from 0 to " + LONGEST_DAYS + " days after entry, not " + measured.startDays());
        problems.require(
                metric.windowDays() <= LONGEST_DAYS,
                path + ".windowDays",
                "is at most " + LONGEST_DAYS + " where it is computed from events, not " + metric.windowDays());
        List<String> names = metric.kind().columns();
        boolean ratio = metric.kind() instanceof MetricKind.Ratio;
        for (int i = 0; i < names.size(); i++) {
            String at = path + (ratio ? i == 0 ? ".numeratorFrom" : ".denominatorFrom" : ".from");
            Measurement measurement = measured.columns().get(i);
            measurement(at, measurement);
            source(path, names.get(i), List.of(measurement, measured.startDays(), metric.windowDays()));
            problems.require(
                    !TAKEN.contains(names.get(i)),
                    path,
                    "the column \"" + names.get(i) + "\" is in each table of units already; give this one another"
                            + " \"column\"");
        }
        aggregate(
                path + ".from.aggregate",
                metric.kind(),
                measured.columns().getFirst().aggregate());
    }

    private void aggregate(String path, MetricKind kind, Aggregate aggregate) {
        boolean happened = aggregate == Aggregate.HAPPENED;
        String word = Word.of(aggregate);
        switch (kind) {
            case MetricKind.Proportion _ ->
                problems.require(happened, path, "a proportion is of what happened or not, so not a " + word);
            case MetricKind.Mean _ ->
                problems.require(!happened, path, "the mean of what happened or not is of the kind \"proportion\"");
            case MetricKind.Quantile _ ->
                problems.require(
                        !happened, path, "a quantile of what happened or not is 0 or 1; take a \"proportion\"");
            case MetricKind.Ratio _ -> {}
        }
    }

    private void measurement(String path, Measurement measurement) {
        problems.text(path + ".event", measurement.event());
        Aggregate aggregate = measurement.aggregate();
        String word = Word.of(aggregate);
        problems.require(
                aggregate.readsField() || measurement.field().isEmpty(),
                path + ".field",
                "is not read by the aggregate \"" + word + "\"; leave it out, or take \"sum\"");
        problems.require(
                !aggregate.readsField() || measurement.field().isPresent(),
                path + ".field",
                "is missing: the aggregate \"" + word + "\" is of a field of the events");
        measurement.field().ifPresent(field -> problems.text(path + ".field", field));
        problems.require(
                aggregate.readsNumber() || measurement.times().isEmpty(),
                path + ".times",
                "multiplies a number, which the aggregate \"" + word + "\" does not read; leave it out");
        measurement.times().ifPresent(times -> problems.text(path + ".times", times));
        where(path + ".where", measurement.where());
    }

    private void funnel(String path, Funnel funnel) {
        for (int i = 0; i < funnel.steps().size(); i++) {
            String at = path + ".steps[" + i + "]";
            problems.text(at + ".event", funnel.steps().get(i).event());
            where(at + ".where", funnel.steps().get(i).where());
        }
        problems.distinct(
                path + ".steps", funnel.steps().stream().map(Funnel.Step::name).toList(), ".name");
        funnel.withinHours()
                .ifPresent(hours ->
                        problems.require(hours >= 1, path + ".withinHours", "must be at least 1, not " + hours));
    }

    private void where(String path, List<Condition> conditions) {
        var fields = new HashSet<String>();
        for (Condition condition : conditions) {
            String at = path + "." + condition.field();
            problems.text(path, condition.field());
            problems.require(fields.add(condition.field()), at, "has two conditions; one is enough");
            switch (condition) {
                case Condition.OneOf(String _, List<String> values) -> {
                    problems.require(!values.isEmpty(), at, "names no value, so that no event counts");
                    problems.distinct(at, values, "");
                }
                case Condition.Between(String _, double from, double below) ->
                    problems.require(
                            from < below, at, "goes from " + from + " to below " + below + ", which is nothing");
            }
        }
    }

    /** Rules on several metrics: funnels are whole, and what is measured before entry is measured after it. */
    void holdTogether(Metrics metrics) {
        var planned = new HashSet<Metric>();
        var owed = new HashSet<Metric>();
        metrics.all().map(PlannedMetric::metric).forEach(metric -> {
            if (metric.outcome() instanceof Outcome.Step step) {
                planned.add(metric);
                if (step.whole()) {
                    owed.addAll(step.funnel().metrics(metric.direction(), metric.windowDays()));
                }
            }
        });
        problems.require(
                planned.equals(owed),
                "secondary",
                "a funnel is planned with all of its metrics and none beside them: the share that goes through, each"
                        + " step's, and each step's of the step before");
        for (int i = 0; i < metrics.before().size(); i++) {
            before("covariates", metrics.before().get(i), metrics);
        }
    }

    private void before(String path, Before before, Metrics metrics) {
        String what = "\"" + before.name() + "\": ";
        problems.require(
                before.days() >= 1 && before.days() <= LONGEST_DAYS,
                path,
                what + "\"days\" is from 1 to " + LONGEST_DAYS + ", not " + before.days());
        Optional<Metric> metric = metrics.named(before.metric()).map(PlannedMetric::metric);
        problems.require(
                metric.isPresent(),
                path,
                what + "\"" + before.metric() + "\" is no metric of this plan"
                        + Suggestion.of(
                                before.metric(),
                                metrics.all().map(each -> each.metric().name()).toList()));
        problems.require(
                metric.isEmpty()
                        || metric.get().outcome() instanceof Outcome.Measured(List<Measurement> columns, int _)
                                && columns.size() == 1,
                path,
                what + "\"" + before.metric() + "\" is not computed from events into one column, so it cannot be"
                        + " measured before entry");
    }
}
