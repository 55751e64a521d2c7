package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Suggestion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What must hold of how a launch is watched. */
final class WatchRules {
    private static final double ROUNDING = 1e-12;

    private final Problems problems;

    WatchRules(Problems problems) {
        this.problems = problems;
    }

    void hold(Watch watch, Plan.Draft plan) {
        problems.require(
                watch.alpha() > 0 && watch.alpha() < 1, "watch.alpha", "is between 0 and 1, not " + watch.alpha());
        Duration every = watch.every();
        problems.require(
                every.isPositive() && every.compareTo(Duration.ofDays(1)) <= 0,
                "watch.everySeconds",
                "must be whole seconds from 1 to 86400, a day");
        problems.require(
                watch.everyDecisions() >= 1,
                "watch.everyDecisions",
                "must be at least 1, not " + watch.everyDecisions());
        problems.require(!watch.guardrails().isEmpty(), "watch.guardrails", "there must be at least one");
        problems.distinct(
                "watch.guardrails",
                watch.guardrails().stream().map(Watch.Guardrail::name).toList(),
                ".name");
        for (int i = 0; i < watch.guardrails().size(); i++) {
            guardrail("watch.guardrails[" + i + "]", watch.guardrails().get(i), plan.metrics());
        }
        spending(watch);
        slices(watch.slices());
        watch.promote().ifPresent(arm -> promote(arm, plan.population()));
        watch.shadow().ifPresent(shadow -> shadow(shadow, plan));
    }

    private void shadow(Watch.Shadow shadow, Plan.Draft plan) {
        String path = "watch.shadow.";
        problems.require(
                shadow.minimumDecisions() >= 1,
                path + "minimumDecisions",
                "must be at least 1, not " + shadow.minimumDecisions());
        problems.require(
                shadow.minimumHours() >= 0 && shadow.minimumHours() <= RampStep.LONGEST_HOURS,
                path + "minimumHours",
                "must be from 0 to " + RampStep.LONGEST_HOURS + ", a year");
        problems.require(
                shadow.approvals() >= 0 && shadow.approvals() <= plan.owners().size(),
                path + "approvals",
                "must be from 0 to " + plan.owners().size() + ", the number of owners");
        problems.require(
                shadow.maximumFallbacks() >= 0 && shadow.maximumFallbacks() <= 1,
                path + "maximumFallbacks",
                "is a share from 0 to 1, not " + shadow.maximumFallbacks());
        problems.require(
                shadow.latencyMargin() >= 0 && Double.isFinite(shadow.latencyMargin()),
                path + "latencyMargin",
                "is in milliseconds and at least 0, not " + shadow.latencyMargin());
        problems.require(
                shadow.share() > 0 && shadow.share() <= 1,
                path + "share",
                "is a share above 0 and at most 1, not " + shadow.share());
    }

    private void guardrail(String path, Watch.Guardrail guardrail, Metrics metrics) {
        double margin = guardrail.margin();
        problems.require(
                margin >= 0 && Double.isFinite(margin),
                path + ".margin",
                "is how much worse is accepted, at least 0, not " + margin + "; the direction says which way is worse");
        problems.require(
                !guardrail.relative() || margin < 1 || guardrail.direction() == Direction.DECREASE,
                path + ".margin",
                "is relative, and a share of 1 or more would accept the loss of everything");
        problems.require(
                guardrail.minimumUnits() >= 1,
                path + ".minimumUnits",
                "must be at least 1, not " + guardrail.minimumUnits());
        switch (guardrail.watched()) {
            case Watch.Watched.OfDecisions(Watch.Measure measure) ->
                problems.require(
                        guardrail.direction() == Direction.DECREASE,
                        path + ".direction",
                        "must be \"decrease\": fewer " + Word.of(measure) + " are better");
            case Watch.Watched.OfMemory _ -> {
                problems.require(
                        guardrail.direction() == Direction.DECREASE,
                        path + ".direction",
                        "must be \"decrease\": less memory is better");
                problems.require(
                        guardrail.alpha().isEmpty(),
                        path + ".alpha",
                        "must be left out: the growth of memory is held against a limit, which is no test and spends none");
            }
            case Watch.Watched.OfMetric(String name, int hours) -> {
                metric(path, guardrail, name, metrics);
                metrics.named(name).map(PlannedMetric::metric).ifPresent(metric -> within(path, hours, metric));
            }
        }
    }

    private void metric(String path, Watch.Guardrail guardrail, String name, Metrics metrics) {
        Optional<Metric> found = metrics.named(name).map(PlannedMetric::metric);
        List<String> names =
                metrics.all().map(planned -> planned.metric().name()).toList();
        problems.require(
                found.isPresent(),
                path + ".metric",
                "\"" + name + "\" is no metric of this plan" + Suggestion.of(name, names));
        found.ifPresent(metric -> {
            problems.require(
                    metric.direction() == guardrail.direction(),
                    path + ".direction",
                    "is the other way than that of the metric, \"" + Word.of(metric.direction()) + "\"");
            problems.require(
                    !(metric.outcome() instanceof Outcome.Tabled),
                    path + ".metric",
                    "\"" + name + "\" is a column of a table, and only metrics of events can be watched; say which with"
                            + " \"from\"");
            problems.require(
                    !(metric.kind() instanceof MetricKind.Quantile)
                            && (metric.capping() instanceof Capping.None || metric.capping() instanceof Capping.At),
                    path + ".metric",
                    "\"" + name
                            + "\" needs the values of all units at once, as quantiles and caps at quantiles do; watch"
                            + " a mean, a proportion, a count or a ratio");
        });
    }

    private void within(String path, int hours, Metric metric) {
        boolean fromEntry = metric.outcome() instanceof Outcome.Measured measured && measured.startDays() == 0;
        problems.require(
                hours == 0 || hours > 0 && hours < 24L * metric.windowDays() && fromEntry,
                path + ".withinHours",
                "must be above 0 and less than the metric's window, which must begin with the entry; leave it out for that");
    }

    private void spending(Watch watch) {
        double given = watch.guardrails().stream()
                .flatMap(guardrail -> guardrail.alpha().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
        boolean others = watch.guardrails().stream()
                .anyMatch(guardrail ->
                        guardrail.alpha().isEmpty() && !(guardrail.watched() instanceof Watch.Watched.OfMemory));
        for (int i = 0; i < watch.guardrails().size(); i++) {
            Optional<Double> own = watch.guardrails().get(i).alpha();
            problems.require(
                    own.isEmpty() || own.get() > 0,
                    "watch.guardrails[" + i + "].alpha",
                    "must be above 0, not " + own.orElse(0.0));
        }
        problems.require(
                others ? given < watch.alpha() : given <= watch.alpha() * (1 + ROUNDING),
                "watch.guardrails",
                "spend more than there is: their own parts of alpha are " + given + " together, of " + watch.alpha()
                        + (others ? ", and nothing is left for those without one" : "") + "; an alpha is spent once");
    }

    private void slices(List<Slice> slices) {
        for (int i = 0; i < slices.size(); i++) {
            String path = "watch.slices[" + i + "]";
            problems.text(path + ".column", slices.get(i).column());
            Optional<List<String>> values = slices.get(i).values();
            problems.require(
                    values.isPresent() && !values.get().isEmpty(),
                    path + ".values",
                    "must name the values: alpha is divided among them before the launch starts");
            values.ifPresent(some -> problems.distinct(path + ".values", some, ""));
        }
        problems.distinct("watch.slices", slices.stream().map(Slice::column).toList(), ".column");
    }

    private void promote(String arm, Population population) {
        List<String> treatments = population.arms().stream()
                .filter(each -> !each.control())
                .map(Arm::name)
                .toList();
        problems.require(
                treatments.contains(arm),
                "watch.promote",
                "\"" + arm + "\" is no arm but control" + Suggestion.of(arm, treatments));
    }
}
