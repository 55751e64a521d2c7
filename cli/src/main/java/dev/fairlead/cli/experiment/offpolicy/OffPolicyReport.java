package dev.fairlead.cli.experiment.offpolicy;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.offpolicy.ActionEstimator;
import dev.fairlead.experiment.offpolicy.BootstrapT;
import dev.fairlead.experiment.offpolicy.Diagnostics;
import dev.fairlead.experiment.offpolicy.EmpiricalBernstein;
import dev.fairlead.experiment.offpolicy.Evaluation;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.Requirements;
import dev.fairlead.experiment.offpolicy.Result;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.NumberFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a log tells of a policy, by every estimator, and how far it can be believed. */
final class OffPolicyReport {
    private static final double CONFIDENCE = 0.95;
    private static final String ALL = "all";

    private final String policy;
    private final DecisionLog log;
    private final Map<String, ActionEstimator> estimators;
    private final Requirements requirements;
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final Map<String, Interval> intervals = new LinkedHashMap<>();
    private final Map<String, List<String>> warnings = new LinkedHashMap<>();

    OffPolicyReport(
            String policy, DecisionLog log, Map<String, ActionEstimator> estimators, Requirements requirements) {
        this.policy = String.valueOf(Path.of(policy).getFileName());
        this.log = log;
        this.estimators = estimators;
        this.requirements = requirements;
    }

    void warn(String warning) {
        warnings.put(warning, List.of());
    }

    void evaluate(List<Observation> decisions) {
        estimators.forEach((name, estimator) -> {
            var evaluation = new Evaluation<>(estimator, log.sampling(), requirements);
            decisions.forEach(evaluation::accept);
            Result result = evaluation.result();
            results.put(name, result);
            estimate(result).ifPresent(estimate -> intervals.put(name, estimate.interval(CONFIDENCE)));
            if (result instanceof Result.Doubtful doubtful) {
                doubtful.warnings().forEach(each -> warned(each, name));
            }
        });
    }

    private void warned(String warning, String name) {
        warnings.computeIfAbsent(warning, _ -> new ArrayList<>()).add(name);
    }

    private static Optional<Estimate> estimate(Result result) {
        return switch (result) {
            case Result.Sound sound -> Optional.of(sound.estimate());
            case Result.Doubtful doubtful -> Optional.of(doubtful.estimate());
            case Result.Refused _ -> Optional.empty();
        };
    }

    /** Puts bootstrap intervals in the place of the normal ones. */
    void bootstrap(List<Observation> decisions, int resamples, long seed) {
        intervals.replaceAll((name, normal) -> {
            ActionEstimator estimator = estimators.get(name);
            if (estimator == null) {
                return normal;
            }
            var bootstrap = new BootstrapT<>(estimator, log.sampling(), resamples);
            decisions.forEach(bootstrap::accept);
            return bootstrap.interval(CONFIDENCE, new Random(seed));
        });
    }

    /** Adds an interval that holds whatever the weights. */
    void bernstein(List<Observation> decisions, double clip, double least, double most) {
        String name = "clipped-ips@" + NumberFormat.number(clip);
        var bernstein = new EmpiricalBernstein(clip, least, most);
        decisions.forEach(bernstein::accept);
        Result result = results.get(name);
        if (result != null && estimate(result).isPresent()) {
            results.put("bernstein@" + NumberFormat.number(clip), result);
            intervals.put("bernstein@" + NumberFormat.number(clip), bernstein.interval(CONFIDENCE));
        }
    }

    /** Why there is no estimate at all; empty if there is one. */
    Optional<String> refusal() {
        return intervals.isEmpty()
                ? Optional.of("no estimate: "
                        + results.values().stream()
                                .flatMap(result -> result instanceof Result.Refused refused
                                        ? refused.reasons().stream()
                                        : Stream.<String>of())
                                .distinct()
                                .collect(Collectors.joining("; ")))
                : Optional.empty();
    }

    void print(JsonOption json) throws IOException {
        json.print(text());
        json.write(rows(), MetricRow::write);
        if (json.takesStandardOutput()) {
            System.err.print(cautions());
        }
    }

    private String text() {
        Diagnostics weights = diagnostics();
        var text = new StringBuilder(policy + " from " + log + "\n\n");
        line(text, "effective sample size %s of %s decisions", weights.effectiveSampleSize(), weights.decisions());
        line(text, "mean weight %s, %s standard errors from 1", weights.meanWeight(), weights.meanWeightZ());
        line(
                text,
                "largest weight %s; weight 0 on %s %% of the decisions",
                weights.maxWeight(),
                100 * weights.zeroShare());
        line(text, "the ten largest contributions are %s %% of the estimate by ips", 100 * weights.topShare());
        line(text, "propensities below %s: %s %% of the policy", requirements.floor(), 100 * weights.thinShare());
        text.append(String.format(Locale.ROOT, "%n%-18s %12s   95 %% interval%n", "estimator", "value"));
        MetricRow logged = logged();
        text.append(row("(as logged)", logged.value(), logged.low(), logged.high()));
        results.forEach((name, result) -> text.append(row(name, result)));
        String cautions = cautions();
        return text.append(cautions.isEmpty() ? "" : "\n" + cautions).toString();
    }

    private String row(String name, Result result) {
        Interval interval = intervals.get(name);
        return interval == null
                ? String.format(Locale.ROOT, "%-18s %12s%n", name, "refused")
                : row(name, estimate(result).orElseThrow().value(), interval.low(), interval.high());
    }

    private static String row(String name, double value, double low, double high) {
        return String.format(
                Locale.ROOT,
                "%-18s %12s   %s to %s%n",
                name,
                NumberFormat.number(value),
                NumberFormat.number(low),
                NumberFormat.number(high));
    }

    private static void line(StringBuilder text, String format, double... values) {
        Object[] figures = Arrays.stream(values).mapToObj(NumberFormat::number).toArray();
        text.append(String.format(Locale.ROOT, format, figures)).append('\n');
    }

    /** What holds for the log is a warning; what an estimator leaves out is a note to it. */
    private String cautions() {
        var text = new StringBuilder();
        warnings.forEach((warning, names) -> text.append(
                        names.isEmpty() || names.size() == estimators.size()
                                ? "WARNING: "
                                : "note to " + String.join(", ", names) + ": ")
                .append(warning)
                .append('\n'));
        return text.toString();
    }

    private Diagnostics diagnostics() {
        return results.values().iterator().next().diagnostics();
    }

    private List<MetricRow> rows() {
        Diagnostics weights = diagnostics();
        long n = weights.decisions();
        var rows = new ArrayList<MetricRow>();
        rows.add(logged());
        results.forEach((name, result) -> {
            Interval interval = intervals.get(name);
            if (interval != null) {
                double value = estimate(result).orElseThrow().value();
                rows.add(new MetricRow(policy, name, ALL, value, interval.low(), interval.high(), n));
            }
        });
        diagnostic(rows, "effective-sample-size", weights.effectiveSampleSize());
        diagnostic(rows, "mean-weight", weights.meanWeight());
        diagnostic(rows, "max-weight", weights.maxWeight());
        diagnostic(rows, "zero-share", weights.zeroShare());
        diagnostic(rows, "top-share", weights.topShare());
        diagnostic(rows, "thin-share", weights.thinShare());
        return rows;
    }

    private void diagnostic(List<MetricRow> rows, String metric, double value) {
        rows.add(new MetricRow(
                policy,
                metric,
                ALL,
                value,
                Double.NaN,
                Double.NaN,
                diagnostics().decisions()));
    }

    /** What the logging policy earned: each decision stands for itself. */
    private MetricRow logged() {
        var evaluation = new Evaluation<>(new ActionEstimator.Ips(), log.sampling(), requirements);
        log.decisions().forEach(each -> evaluation.accept(new Observation(1, 1, each.reward(), 0, 0, each.unit())));
        Optional<Estimate> estimate = estimate(evaluation.result());
        double mean = log.decisions().stream()
                .mapToDouble(each -> each.reward())
                .average()
                .orElse(0);
        return new MetricRow(
                "logged",
                "mean-reward",
                ALL,
                mean,
                estimate.map(each -> each.interval(CONFIDENCE).low()).orElse(Double.NaN),
                estimate.map(each -> each.interval(CONFIDENCE).high()).orElse(Double.NaN),
                log.decisions().size());
    }
}
