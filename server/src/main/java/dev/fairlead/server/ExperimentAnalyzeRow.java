package dev.fairlead.server;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Standing;
import java.util.ArrayList;
import java.util.List;

/**
 * A number of a readout as a flat object; NaN is written as null.
 *
 * @param policy an arm; {@code all} in a check
 * @param metric the metric whose difference this is, with {@code -lift} where it is relative; or the check; or {@code verdict}
 * @param slice {@code all} or {@code column=value}
 * @param standing {@code confirmatory} or {@code exploratory}; of a check its outcome; of a verdict what it is
 * @param role {@code primary}, {@code secondary}, {@code guardrail}, {@code check} or {@code verdict}
 */
record ExperimentAnalyzeRow(
        String policy,
        String metric,
        String slice,
        double value,
        double low,
        double high,
        long n,
        double p,
        double adjusted,
        String method,
        String standing,
        String role) {
    private static final String ALL = "all";

    static List<ExperimentAnalyzeRow> of(Readout readout) {
        var rows = new ArrayList<ExperimentAnalyzeRow>();
        readout.health().checks().forEach(check -> rows.add(check(readout, check)));
        readout.effects().forEach(effect -> effect(rows, effect, ALL));
        readout.guardrails().forEach(guarded -> effect(rows, guarded.effect(), ALL));
        readout.slices()
                .forEach(slice ->
                        slice.effect().ifPresent(effect -> effect(rows, effect, slice.column() + "=" + slice.value())));
        readout.verdicts().forEach(each -> rows.add(verdict(each)));
        return rows;
    }

    private static void effect(List<ExperimentAnalyzeRow> rows, Effect effect, String slice) {
        rows.add(row(
                effect,
                effect.name(),
                slice,
                effect.reading().value(),
                effect.reading().interval()));
        effect.lift()
                .ifPresent(
                        lift -> rows.add(row(effect, effect.name() + "-lift", slice, lift.value(), lift.interval())));
    }

    private static ExperimentAnalyzeRow row(
            Effect effect, String metric, String slice, double value, Interval interval) {
        return new ExperimentAnalyzeRow(
                effect.arm(),
                metric,
                slice,
                value,
                finite(interval.low()),
                finite(interval.high()),
                effect.units()[0] + effect.units()[1],
                effect.reading().p(),
                effect.adjustedP().orElse(Double.NaN),
                effect.method(),
                standing(effect.standing()),
                effect.role().word());
    }

    /** The open end of a one-sided interval is no number in JSON. */
    private static double finite(double value) {
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    static String standing(Standing standing) {
        return switch (standing) {
            case Standing.Confirmatory _ -> "confirmatory";
            case Standing.Exploratory _ -> "exploratory";
        };
    }

    private static ExperimentAnalyzeRow check(Readout readout, ValidityCheck check) {
        long units =
                readout.health().arms().stream().mapToLong(arm -> arm.units()).sum();
        double p = check.subject() == ValidityCheck.Subject.SAMPLE_RATIO
                ? readout.health().sampleRatioP()
                : Double.NaN;
        return said(ALL, Words.of(check.subject()), units, p, Words.of(check.outcome()), "check");
    }

    private static ExperimentAnalyzeRow verdict(Readout.ArmVerdict each) {
        return said(each.arm(), "verdict", 0, Double.NaN, verdict(each.verdict()), "verdict");
    }

    private static ExperimentAnalyzeRow said(
            String policy, String metric, long n, double p, String standing, String role) {
        return new ExperimentAnalyzeRow(
                policy, metric, ALL, Double.NaN, Double.NaN, Double.NaN, n, p, Double.NaN, "", standing, role);
    }

    static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ship _ -> "ship";
            case Verdict.DoNotShip _ -> "do-not-ship";
            case Verdict.Continue _ -> "continue";
            case Verdict.Invalid _ -> "invalid";
        };
    }

    void write(FieldWriter out) {
        out.text("policy", policy);
        out.text("metric", metric);
        out.text("slice", slice);
        out.number("value", value);
        out.number("low", low);
        out.number("high", high);
        out.whole("n", n);
        out.number("p", p);
        out.number("p_adjusted", adjusted);
        out.text("method", method);
        out.text("standing", standing);
        out.text("role", role);
    }
}
