package dev.fairlead.server;

import dev.fairlead.evaluate.Html;
import dev.fairlead.experiment.analysis.Curve;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.FunnelStep;
import dev.fairlead.experiment.analysis.Guarded;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Sliced;
import dev.fairlead.experiment.plan.Monitoring;
import java.util.List;
import java.util.Locale;

/** The parts of a report that show effects. */
record ExperimentAnalyzeSections(Readout readout, Html page) {
    void write() {
        effects();
        guardrails();
        readout.curves().stream().filter(curve -> !curve.days().isEmpty()).forEach(this::curve);
        slices();
        funnel();
    }

    private void effects() {
        page.element("h2", "Effects")
                .element("p", "Differences to control with intervals at the plan's confidence, valid at this look.");
        readout.effects().stream().map(Effect::name).distinct().forEach(name -> {
            List<Effect> rows = readout.effects().stream()
                    .filter(effect -> effect.name().equals(name))
                    .toList();
            chart(name, rows, Double.NaN);
        });
        page.raw("<div class=\"card scroll\"><table><thead><tr>");
        List.of(
                        "metric",
                        "arm",
                        "control",
                        "in arm",
                        "difference",
                        "lift",
                        "p",
                        "adjusted",
                        "method",
                        "variance",
                        "standing")
                .forEach(heading -> page.element("th", heading));
        page.raw("</tr></thead><tbody>");
        readout.effects().forEach(effect -> row(effect));
        page.raw("</tbody></table></div>");
    }

    private void chart(String name, List<Effect> rows, double limit) {
        List<ExperimentAnalyzeChart.Line> lines = rows.stream()
                .map(effect -> new ExperimentAnalyzeChart.Line(
                        effect.arm(), effect.reading().value(), effect.reading().interval()))
                .toList();
        String unit = name + ", "
                + ExperimentAnalyzeText.percent(rows.getFirst().reading().confidence()) + " interval";
        page.raw("<div class=\"card chart\">")
                .raw(new ExperimentAnalyzeChart(lines, unit, limit).svg())
                .raw("</div>");
    }

    private void row(Effect effect) {
        List<String> cells = ExperimentAnalyzeTable.row(effect.name(), effect);
        page.raw("<tr>").element("th", cells.getFirst());
        for (int i = 1; i < cells.size(); i++) {
            if (i == 5) {
                page.element("small", cells.get(i)).raw("</td>");
            } else {
                page.raw("<td>").text(cells.get(i)).raw(i == 4 ? "" : "</td>");
            }
        }
        page.raw("</tr>");
    }

    private void guardrails() {
        if (readout.guardrails().isEmpty()) {
            return;
        }
        page.element("h2", "Guardrails")
                .element(
                        "p",
                        "Shown not to be worse by more than the margin (dotted) where the interval is on its good side."
                                + " Intervals are of the error rate at which that is decided.");
        readout.guardrails().stream()
                .map(each -> each.effect().name())
                .distinct()
                .forEach(name -> {
                    List<Guarded> rows = readout.guardrails().stream()
                            .filter(each -> each.effect().name().equals(name))
                            .toList();
                    chart(
                            name,
                            rows.stream().map(Guarded::effect).toList(),
                            ExperimentAnalyzeTable.beyond(rows.getFirst()));
                    rows.forEach(each -> page.element(
                            "p",
                            each.effect().arm() + ": " + (each.nonInferior() ? "holds" : "not shown to hold")
                                    + ", margin "
                                    + ExperimentAnalyzeText.number(each.margin()) + ", p of deterioration "
                                    + ExperimentAnalyzeText.p(each.pWorse())));
                });
    }

    private void curve(Curve curve) {
        boolean fixed = readout.plan().inference().monitoring() instanceof Monitoring.FixedHorizon;
        page.element("h2", curve.metric() + " by day, " + curve.arm())
                .element(
                        "p",
                        "Difference of all units that had entered by each day. "
                                + (fixed
                                        ? "The plan reads once, at the end: the band holds for one day, not for all together."
                                        : "The band is the plan's boundary at each day, as if it were a look."));
        page.raw("<div class=\"card chart\">")
                .raw(new ExperimentAnalyzeCurve(curve).svg())
                .raw("</div>");
        curve.trend()
                .ifPresent(trend -> page.element(
                        "p",
                        "By day of entry the effect changes by " + ExperimentAnalyzeText.number(trend.value())
                                + " a day, p = " + ExperimentAnalyzeText.p(trend.p(0)) + "."));
    }

    private void slices() {
        List<Sliced> known = readout.slices().stream()
                .filter(slice -> slice.effect().isPresent())
                .toList();
        if (known.isEmpty()) {
            return;
        }
        page.element("h2", "Slices")
                .element("p", "Those of the plan have p-values adjusted for their number; others only suggest.");
        known.stream()
                .map(slice -> slice.metric() + ", " + slice.arm())
                .distinct()
                .forEach(name -> {
                    List<ExperimentAnalyzeChart.Line> lines = known.stream()
                            .filter(slice -> name.equals(slice.metric() + ", " + slice.arm()))
                            .flatMap(slice -> slice.effect().stream()
                                    .map(effect -> new ExperimentAnalyzeChart.Line(
                                            label(slice, effect),
                                            effect.reading().value(),
                                            effect.reading().interval())))
                            .toList();
                    page.raw("<div class=\"card chart\">")
                            .raw(new ExperimentAnalyzeChart(lines, name, Double.NaN).svg())
                            .raw("</div>");
                });
    }

    private static String label(Sliced slice, Effect effect) {
        String label = slice.column() + "=" + slice.value();
        return effect.adjustedP().isPresent()
                ? label + ", p " + ExperimentAnalyzeText.p(effect.adjustedP().getAsDouble())
                : label;
    }

    private void funnel() {
        if (readout.funnel().isEmpty()) {
            return;
        }
        page.element("h2", "Funnel").element("p", "The share of each arm that reaches each proportion, not adjusted.");
        page.raw("<div class=\"card scroll\"><table><thead><tr><th></th>");
        readout.health().arms().forEach(arm -> page.element("th", arm.arm()));
        page.raw("</tr></thead><tbody>");
        for (FunnelStep step : readout.funnel()) {
            page.raw("<tr>").element("th", step.metric());
            step.shares().forEach(share -> page.element("td", String.format(Locale.ROOT, "%.2f %%", 100 * share)));
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }
}
