package dev.fairlead.experiment.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold of metrics. */
final class MetricRules {
    private final Problems problems;
    private final Map<String, String> places = new HashMap<>();
    private final OutcomeRules outcomes;

    MetricRules(Problems problems) {
        this.problems = problems;
        outcomes = new OutcomeRules(problems);
    }

    void hold(Metrics metrics) {
        problems.require(!metrics.primary().isEmpty(), "primary", "there must be at least one primary metric");
        for (int i = 0; i < metrics.primary().size(); i++) {
            var primary = metrics.primary().get(i);
            metric("primary[" + i + "]", primary.metric());
            problems.require(
                    positive(primary.minimumDetectableEffect()),
                    "primary[" + i + "].minimumDetectableEffect",
                    "is an absolute difference above 0, not " + primary.minimumDetectableEffect()
                            + "; the direction says which way");
        }
        for (int i = 0; i < metrics.secondary().size(); i++) {
            metric("secondary[" + i + "]", metrics.secondary().get(i).metric());
        }
        for (int i = 0; i < metrics.guardrails().size(); i++) {
            var guardrail = metrics.guardrails().get(i);
            metric("guardrails[" + i + "]", guardrail.metric());
            margin("guardrails[" + i + "].margin", guardrail.margin());
        }
        outcomes.holdTogether(metrics);
    }

    private void margin(String path, double margin) {
        problems.require(
                margin != 0, path, "must be above 0: with a margin of 0 no guardrail can be shown not to be worse");
        problems.require(
                margin == 0 || positive(margin),
                path,
                "is how much worse is accepted, an absolute difference above 0, not " + margin
                        + "; the direction says which way is worse");
    }

    private static boolean positive(double value) {
        return value > 0 && Double.isFinite(value);
    }

    private void metric(String path, Metric metric) {
        problems.text(path + ".name", metric.name());
        Optional<String> other = Optional.ofNullable(places.putIfAbsent(metric.name(), path));
        problems.require(
                other.isEmpty(),
                path + ".name",
                "\"" + metric.name() + "\" is the name of " + other.orElse("") + " already");
        problems.require(
                metric.windowDays() >= 1, path + ".windowDays", "must be at least 1, not " + metric.windowDays());
        metric.kind()
                .columns()
                .forEach(column -> problems.require(!column.isBlank(), path, "a column's name must not be empty"));
        kind(path, metric.kind());
        capping(path, metric);
        outcomes.hold(path, metric);
    }

    private void kind(String path, MetricKind kind) {
        if (kind instanceof MetricKind.Quantile quantile) {
            problems.require(
                    quantile.level() > 0 && quantile.level() < 1,
                    path + ".level",
                    "is between 0 and 1, such as 0.95, not " + quantile.level());
        }
        if (kind instanceof MetricKind.Ratio(String numerator, String denominator)) {
            problems.require(
                    !numerator.equals(denominator),
                    path + ".denominator",
                    "is the numerator too: the ratio is always 1");
        }
    }

    private void capping(String path, Metric metric) {
        boolean capped = metric.kind() instanceof MetricKind.Mean || metric.kind() instanceof MetricKind.Ratio;
        String why = "has no meaning for a proportion or a quantile; leave it out";
        if (metric.capping() instanceof Capping.At(double value)) {
            problems.require(capped, path + ".cap", why);
            problems.require(!capped || positive(value), path + ".cap", "must be above 0, not " + value);
        }
        if (metric.capping() instanceof Capping.AtQuantile(double level)) {
            problems.require(capped, path + ".capQuantile", why);
            problems.require(
                    !capped || level > 0 && level < 1,
                    path + ".capQuantile",
                    "is between 0 and 1, such as 0.999, not " + level);
        }
        if (metric.capping() instanceof Capping.Winsorized(double low, double high)) {
            problems.require(capped, path + ".winsorize", why);
            problems.require(
                    !(metric.kind() instanceof MetricKind.Ratio) || low == 0,
                    path + ".winsorize",
                    "of a ratio limits its numerator from above only: begin with 0, such as [0, 0.99]");
            problems.require(
                    !capped || low >= 0 && low < high && high <= 1,
                    path + ".winsorize",
                    "is of two levels from 0 to 1, the lower first, such as [0.01, 0.99], not [" + low + ", " + high
                            + "]");
        }
    }
}
