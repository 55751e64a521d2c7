package dev.fairlead.report.readout;

import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.GuardrailResult;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Role;
import dev.fairlead.experiment.analysis.SliceEffect;
import dev.fairlead.experiment.analysis.Unreadable;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Direction;
import java.util.ArrayList;
import java.util.List;

/** A readout as text: checks, a row per metric and arm, guardrails, slices, verdicts. */
public final class ReadoutTable {
    private final Readout readout;
    private final StringBuilder out = new StringBuilder();

    private ReadoutTable(Readout readout) {
        this.readout = readout;
    }

    public static String text(Readout readout) {
        var table = new ReadoutTable(readout);
        table.stopped();
        table.out.append(ReadoutHead.text(readout));
        table.effects();
        table.guardrails();
        table.slices();
        table.verdicts();
        return table.out.toString();
    }

    /** What comes before all else where a comparison is none. */
    private void stopped() {
        readout.verdicts().stream()
                .filter(each -> each.verdict() instanceof Verdict.Invalid)
                .findFirst()
                .ifPresent(each -> {
                    out.append("NO DECISION: the comparison is invalid\n");
                    reasons(each.verdict(), "  ");
                    out.append(
                            "  what follows is for finding the cause; its differences may be those of who is missing\n\n");
                });
    }

    private void reasons(Verdict verdict, String indent) {
        verdict.reasons()
                .forEach(reason -> out.append(indent).append(reason.sentence()).append('\n'));
    }

    private void effects() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "metric",
                "arm",
                "control",
                "in arm",
                "difference",
                ReadoutText.percent(1 - readout.plan().inference().errors().alpha()) + " interval",
                "lift",
                "interval of the lift",
                "p",
                "adjusted",
                "method",
                "variance",
                "standing"));
        readout.effects().forEach(effect -> rows.add(row(effect.name(), effect)));
        if (!readout.effects().isEmpty()) {
            table(rows);
        }
        unknown(false);
    }

    /** Metrics that could not be compared, each with its reason. */
    private void unknown(boolean guardrails) {
        readout.unreadable().stream()
                .filter(each -> (each.role() == Role.GUARDRAIL) == guardrails)
                .forEach(each -> out.append(unknown(each)).append('\n'));
    }

    static String unknown(Unreadable each) {
        return each.name() + " of " + each.arm() + ": unknown, " + each.why();
    }

    static List<String> row(String name, Effect effect) {
        return List.of(
                name,
                effect.arm(),
                ReadoutText.number(effect.control()),
                ReadoutText.number(effect.treatment()),
                ReadoutText.number(effect.reading().value()),
                ReadoutText.range(effect.reading().interval()),
                effect.lift()
                        .map(lift -> ReadoutText.signed(100 * lift.value()) + " %")
                        .orElse(""),
                effect.lift().map(lift -> ReadoutText.percents(lift.interval())).orElse(""),
                PValue.text(effect.reading().p()),
                effect.adjustedP().isPresent() ? PValue.text(effect.adjustedP().getAsDouble()) : "",
                effect.method(),
                effect.varianceReduction() == 0 ? "" : ReadoutText.signed(-100 * effect.varianceReduction()) + " %",
                ReadoutRow.standing(effect.standing()));
    }

    private void guardrails() {
        if (readout.plan().metrics().guardrails().isEmpty()) {
            return;
        }
        out.append('\n');
        if (!readout.guardrails().isEmpty()) {
            guardrailRows();
        }
        unknown(true);
    }

    private void guardrailRows() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "guardrail",
                "arm",
                "control",
                "in arm",
                "difference",
                ReadoutText.percent(readout.guardrails()
                                .getFirst()
                                .effect()
                                .reading()
                                .confidence()) + " interval",
                "not beyond",
                "holds",
                "p worse",
                "method"));
        for (GuardrailResult guarded : readout.guardrails()) {
            Effect effect = guarded.effect();
            rows.add(List.of(
                    effect.name(),
                    effect.arm(),
                    ReadoutText.number(effect.control()),
                    ReadoutText.number(effect.treatment()),
                    ReadoutText.number(effect.reading().value()),
                    ReadoutText.range(effect.reading().interval()),
                    ReadoutText.number(beyond(guarded)),
                    guarded.nonInferior() ? "yes" : "not shown",
                    PValue.text(guarded.pWorse()),
                    effect.method()));
        }
        table(rows);
    }

    /** The difference that would be worse by the margin. */
    static double beyond(GuardrailResult guarded) {
        return guarded.effect().metric().metric().direction() == Direction.INCREASE
                ? -guarded.margin()
                : guarded.margin();
    }

    private void slices() {
        if (readout.slices().isEmpty()) {
            return;
        }
        out.append('\n');
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("slice", "metric", "arm", "difference", "interval", "p", "adjusted", "standing"));
        for (SliceEffect slice : readout.slices()) {
            rows.add(slice.effect()
                    .map(effect -> List.of(
                            slice.column() + "=" + slice.value(),
                            slice.metric(),
                            slice.arm(),
                            ReadoutText.number(effect.reading().value()),
                            ReadoutText.range(effect.reading().interval()),
                            PValue.text(effect.reading().p()),
                            effect.adjustedP().isPresent()
                                    ? PValue.text(effect.adjustedP().getAsDouble())
                                    : "",
                            ReadoutRow.standing(effect.standing())))
                    .orElseGet(() -> List.of(
                            slice.column() + "=" + slice.value(),
                            slice.metric(),
                            slice.arm(),
                            "",
                            "unknown, " + slice.problem(),
                            "",
                            "",
                            "")));
        }
        table(rows);
    }

    private void verdicts() {
        out.append('\n');
        readout.verdicts().forEach(each -> {
            out.append(each.arm())
                    .append(": ")
                    .append(ReadoutRow.verdict(each.verdict()))
                    .append('\n');
            reasons(each.verdict(), "  ");
        });
        otherwise();
    }

    private void otherwise() {
        if (readout.verdicts().stream().allMatch(each -> each.otherwise().isEmpty())) {
            return;
        }
        out.append("\nhad every check passed, it would have said (this decides nothing)\n");
        readout.verdicts()
                .forEach(each -> each.otherwise().ifPresent(verdict -> {
                    out.append("  ")
                            .append(each.arm())
                            .append(": ")
                            .append(ReadoutRow.verdict(verdict))
                            .append('\n');
                    reasons(verdict, "    ");
                }));
    }

    /** Columns as wide as their widest cell. */
    private void table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        var widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
