package dev.fairlead.server;

import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.Guarded;
import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Sliced;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A readout as text: checks, a row per metric and arm, guardrails, slices, verdicts. */
final class ExperimentAnalyzeTable {
    private final Readout readout;
    private final StringBuilder out = new StringBuilder();

    private ExperimentAnalyzeTable(Readout readout) {
        this.readout = readout;
    }

    static String text(Readout readout) {
        var table = new ExperimentAnalyzeTable(readout);
        table.head();
        table.effects();
        table.guardrails();
        table.slices();
        table.verdicts();
        return table.out.toString();
    }

    private void head() {
        Health health = readout.health();
        out.append(readout.plan().name())
                .append(", plan ")
                .append(readout.plan().hash(), 0, 12)
                .append('\n');
        health.checks()
                .forEach(check -> out.append(String.format(
                        "  %-24s %-7s %s%n", Words.of(check.subject()), Words.of(check.outcome()), check.sentence())));
        out.append(String.format(
                Locale.ROOT, "  %-24s %.1f %% of the planned units are in", "progress", 100 * health.information()));
        health.daysLeft().ifPresent(days -> out.append(", ").append(days).append(" days left at this pace"));
        out.append('\n');
        health.bounds()
                .forEach(bounds -> out.append(String.format(
                        "  %-24s %s of %s: %s, with chance %s%n",
                        "bounds under attrition",
                        bounds.metric(),
                        bounds.arm(),
                        ExperimentAnalyzeText.range(bounds.bounds()),
                        ExperimentAnalyzeText.range(bounds.interval()))));
        out.append(standing(readout)).append("\n\n");
    }

    /** Reasons are those of the first row; rows differ only by metrics. */
    static String standing(Readout readout) {
        return switch (readout.effects().getFirst().standing()) {
            case Standing.Confirmatory(String reason) -> "confirmatory: " + reason;
            case Standing.Exploratory(List<String> reasons) -> "exploratory: " + String.join("; ", reasons);
        };
    }

    private void effects() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "metric",
                "arm",
                "control",
                "in arm",
                "difference",
                ExperimentAnalyzeText.percent(
                                readout.effects().getFirst().reading().confidence()) + " interval",
                "lift",
                "p",
                "adjusted",
                "method",
                "variance",
                "standing"));
        readout.effects().forEach(effect -> rows.add(row(effect.name(), effect)));
        table(rows);
    }

    static List<String> row(String name, Effect effect) {
        return List.of(
                name,
                effect.arm(),
                ExperimentAnalyzeText.number(effect.control()),
                ExperimentAnalyzeText.number(effect.treatment()),
                ExperimentAnalyzeText.number(effect.reading().value()),
                ExperimentAnalyzeText.range(effect.reading().interval()),
                effect.lift()
                        .map(lift -> ExperimentAnalyzeText.signed(100 * lift.value()) + " %")
                        .orElse(""),
                ExperimentAnalyzeText.p(effect.reading().p()),
                effect.adjustedP().isPresent()
                        ? ExperimentAnalyzeText.p(effect.adjustedP().getAsDouble())
                        : "",
                effect.method(),
                effect.varianceReduction() == 0
                        ? ""
                        : ExperimentAnalyzeText.signed(-100 * effect.varianceReduction()) + " %",
                ExperimentAnalyzeRow.standing(effect.standing()));
    }

    private void guardrails() {
        if (readout.guardrails().isEmpty()) {
            return;
        }
        out.append('\n');
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(
                "guardrail",
                "arm",
                "control",
                "in arm",
                "difference",
                ExperimentAnalyzeText.percent(readout.guardrails()
                                .getFirst()
                                .effect()
                                .reading()
                                .confidence()) + " interval",
                "not beyond",
                "holds",
                "p worse",
                "method"));
        for (Guarded guarded : readout.guardrails()) {
            Effect effect = guarded.effect();
            rows.add(List.of(
                    effect.name(),
                    effect.arm(),
                    ExperimentAnalyzeText.number(effect.control()),
                    ExperimentAnalyzeText.number(effect.treatment()),
                    ExperimentAnalyzeText.number(effect.reading().value()),
                    ExperimentAnalyzeText.range(effect.reading().interval()),
                    ExperimentAnalyzeText.number(beyond(guarded)),
                    guarded.nonInferior() ? "yes" : "not shown",
                    ExperimentAnalyzeText.p(guarded.pWorse()),
                    effect.method()));
        }
        table(rows);
    }

    /** The difference that would be worse by the margin. */
    static double beyond(Guarded guarded) {
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
        for (Sliced slice : readout.slices()) {
            rows.add(slice.effect()
                    .map(effect -> List.of(
                            slice.column() + "=" + slice.value(),
                            slice.metric(),
                            slice.arm(),
                            ExperimentAnalyzeText.number(effect.reading().value()),
                            ExperimentAnalyzeText.range(effect.reading().interval()),
                            ExperimentAnalyzeText.p(effect.reading().p()),
                            effect.adjustedP().isPresent()
                                    ? ExperimentAnalyzeText.p(effect.adjustedP().getAsDouble())
                                    : "",
                            ExperimentAnalyzeRow.standing(effect.standing())))
                    .orElseGet(() -> List.of(
                            slice.column() + "=" + slice.value(),
                            slice.metric(),
                            slice.arm(),
                            "",
                            "too few units or no variation",
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
                    .append(ExperimentAnalyzeRow.verdict(each.verdict()))
                    .append('\n');
            each.verdict()
                    .reasons()
                    .forEach(
                            reason -> out.append("  ").append(reason.sentence()).append('\n'));
        });
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
