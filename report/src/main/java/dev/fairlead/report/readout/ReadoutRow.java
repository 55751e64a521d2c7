package dev.fairlead.report.readout;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Role;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Standing;
import dev.fairlead.report.EnumNames;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A number of a readout as a flat object; NaN is written as null.
 *
 * @param policy an arm; {@code all} in a check
 * @param metric the metric whose difference this is, with {@code -lift} where it is relative, or with {@code -window} the one
 *     that counts units; or the check; or {@code verdict}
 * @param slice {@code all} or {@code column=value}
 * @param standing {@code confirmatory} or {@code exploratory}; of a check its outcome; of a verdict what it is
 * @param role {@code primary}, {@code secondary}, {@code guardrail}, {@code check}, {@code balance}, {@code window} or {@code
 *     verdict}
 * @param note why a metric is unknown, what a check found, the first reason of a verdict; else empty
 */
public record ReadoutRow(
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
        String role,
        String note) {
    private static final String ALL = "all";

    public static List<ReadoutRow> of(Readout readout) {
        var rows = new ArrayList<ReadoutRow>();
        readout.health().checks().forEach(check -> rows.add(check(readout, check)));
        readout.health().cuts().forEach(cut -> balance(rows, readout, cut));
        readout.health().windows().forEach(window -> rows.add(window(readout, window)));
        readout.effects().forEach(effect -> effect(rows, effect, ALL));
        readout.guardrails().forEach(guarded -> effect(rows, guarded.effect(), ALL));
        readout.unreadable()
                .forEach(each -> rows.add(
                        unknown(each.arm(), each.name(), ALL, each.role().word(), each.why())));
        readout.slices().forEach(slice -> {
            String name = slice.column() + "=" + slice.value();
            slice.effect()
                    .ifPresentOrElse(
                            effect -> effect(rows, effect, name),
                            () -> rows.add(
                                    unknown(slice.arm(), slice.metric(), name, Role.PRIMARY.word(), slice.problem())));
        });
        readout.verdicts().forEach(each -> rows.add(verdict(each)));
        return rows;
    }

    private static ReadoutRow unknown(String arm, String metric, String slice, String role, String why) {
        return new ReadoutRow(
                arm,
                metric,
                slice,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                0,
                Double.NaN,
                Double.NaN,
                "",
                "unknown",
                role,
                why);
    }

    /** The cut, and of each cell a row per arm with its share of the cell's units. */
    private static void balance(List<ReadoutRow> rows, Readout readout, Health.Cut cut) {
        String ratio = EnumNames.of(ValidityCheck.Subject.SAMPLE_RATIO);
        long all = 0;
        for (Health.CutCell cell : cut.cells()) {
            long units = cell.units().stream().mapToLong(each -> each).sum();
            all += units;
            for (int arm = 0; arm < cell.units().size(); arm++) {
                rows.add(new ReadoutRow(
                        readout.health().arms().get(arm).arm(),
                        ratio,
                        cut.by() + "=" + cell.value(),
                        cell.units().get(arm) / (double) units,
                        Double.NaN,
                        Double.NaN,
                        cell.units().get(arm),
                        cell.p(),
                        cell.adjusted(),
                        "binomial-exact",
                        "",
                        "balance",
                        ""));
            }
        }
        rows.add(new ReadoutRow(
                ALL,
                ratio,
                "by " + cut.by(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                all,
                cut.together(),
                cut.adjusted(),
                "chi-squared+binomial-exact",
                EnumNames.of(cut.failed() ? ValidityCheck.Outcome.FAILED : ValidityCheck.Outcome.PASSED),
                "balance",
                ""));
    }

    /** The share of an arm's units that a metric counts, and how many these are. */
    private static ReadoutRow window(Readout readout, Health.Window window) {
        long units = window.over() + window.open();
        String asOf = readout.health().asOf().map(Object::toString).orElse("");
        return new ReadoutRow(
                window.arm(),
                window.metric() + "-window",
                ALL,
                units == 0 ? Double.NaN : window.over() / (double) units,
                Double.NaN,
                Double.NaN,
                window.over(),
                Double.NaN,
                Double.NaN,
                "",
                asOf.isEmpty() ? "not-enforced" : window.open() == 0 ? "over" : "open",
                "window",
                asOf.isEmpty()
                        ? "without times of entry windows are not enforced"
                        : window.days() + " days, as of " + asOf);
    }

    private static void effect(List<ReadoutRow> rows, Effect effect, String slice) {
        rows.add(row(
                effect,
                effect.name(),
                slice,
                effect.reading().value(),
                effect.reading().interval(),
                effect.reading().p(),
                effect.adjustedP()));
        effect.lift()
                .ifPresent(lift -> rows.add(row(
                        effect,
                        effect.name() + "-lift",
                        slice,
                        lift.value(),
                        lift.interval(),
                        lift.p(),
                        OptionalDouble.empty())));
    }

    private static ReadoutRow row(
            Effect effect,
            String metric,
            String slice,
            double value,
            Interval interval,
            double p,
            OptionalDouble adjusted) {
        return new ReadoutRow(
                effect.arm(),
                metric,
                slice,
                value,
                finite(interval.low()),
                finite(interval.high()),
                effect.units()[0] + effect.units()[1],
                p,
                adjusted.orElse(Double.NaN),
                effect.method(),
                standing(effect.standing()),
                effect.role().word(),
                "");
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

    private static ReadoutRow check(Readout readout, ValidityCheck check) {
        long units =
                readout.health().arms().stream().mapToLong(arm -> arm.units()).sum();
        double p = check.subject() == ValidityCheck.Subject.SAMPLE_RATIO
                ? readout.health().sampleRatioP()
                : Double.NaN;
        return said(
                ALL, EnumNames.of(check.subject()), units, p, EnumNames.of(check.outcome()), "check", check.sentence());
    }

    private static ReadoutRow verdict(Readout.ArmVerdict each) {
        return said(
                each.arm(),
                "verdict",
                0,
                Double.NaN,
                verdict(each.verdict()),
                "verdict",
                each.verdict().reasons().getFirst().sentence());
    }

    private static ReadoutRow said(
            String policy, String metric, long n, double p, String standing, String role, String note) {
        return new ReadoutRow(
                policy, metric, ALL, Double.NaN, Double.NaN, Double.NaN, n, p, Double.NaN, "", standing, role, note);
    }

    public static String verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Ship _ -> "ship";
            case Verdict.DoNotShip _ -> "do-not-ship";
            case Verdict.Continue _ -> "continue";
            case Verdict.Invalid _ -> "invalid";
        };
    }

    public void write(FieldWriter out) {
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
        out.text("note", note);
    }
}
