package dev.fairlead.report.readout;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.analysis.Curve;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.FunnelStep;
import dev.fairlead.experiment.analysis.GuardrailResult;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Role;
import dev.fairlead.experiment.analysis.SliceEffect;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.report.Html;
import dev.fairlead.report.IntervalChart;
import java.util.List;
import java.util.Locale;

/** The parts of a report that show effects. */
record ReadoutSections(Readout readout, Html page) {
    void write() {
        effects();
        guardrails();
        readout.curves().stream().filter(curve -> !curve.days().isEmpty()).forEach(this::curve);
        slices();
        funnel();
    }

    private double alpha() {
        return readout.plan().inference().errors().alpha();
    }

    private void effects() {
        page.element("h2", "Effects")
                .element(
                        "p",
                        "Differences to control with intervals at the plan's confidence, valid at this look. In colour: p-values"
                                + " adjusted for all primary metrics and arms of at most " + alpha() + ".");
        page.raw("<div class=\"charts\">");
        readout.effects().stream().map(Effect::name).distinct().forEach(name -> {
            List<Effect> rows = readout.effects().stream()
                    .filter(effect -> effect.name().equals(name))
                    .toList();
            chart(name, rows.stream().map(this::line).toList(), rows, Double.NaN);
        });
        page.raw("</div>");
        if (!readout.effects().isEmpty()) {
            table();
        }
        unknown(false);
    }

    private void table() {
        page.raw("<div class=\"card scroll\"><table><thead><tr>");
        List.of("metric", "arm", "control", "in arm", "difference", "lift", "p", "adjusted")
                .forEach(heading -> page.element("th", heading));
        page.raw("</tr></thead><tbody>");
        readout.effects().forEach(this::row);
        page.raw("</tbody></table></div>");
    }

    /** Metrics that could not be compared. */
    private void unknown(boolean guardrails) {
        readout.unreadable().stream()
                .filter(each -> (each.role() == Role.GUARDRAIL) == guardrails)
                .forEach(each -> page.element("p class=\"bad\"", ReadoutTable.unknown(each) + "."));
    }

    private IntervalChart.Line line(Effect effect) {
        boolean finding = effect.adjustedP().isPresent() && effect.adjustedP().getAsDouble() <= alpha();
        return line(effect.arm(), effect, finding);
    }

    private void chart(String name, List<IntervalChart.Line> lines, List<Effect> rows, double limit) {
        String unit =
                name + ", " + ReadoutText.percent(rows.getFirst().reading().confidence()) + " interval";
        page.raw("<div class=\"card chart\">")
                .raw(chart(lines, unit, limit).svg())
                .raw("</div>");
    }

    /** Around no difference. @param finding whether it may be taken for one, which colours it */
    private static IntervalChart.Line line(String label, Effect effect, boolean finding) {
        double value = effect.reading().value();
        Interval interval = effect.reading().interval();
        return new IntervalChart.Line(
                label, value, interval.low(), interval.high(), ReadoutText.number(value), finding);
    }

    private static IntervalChart chart(List<IntervalChart.Line> lines, String unit, double limit) {
        return new IntervalChart(lines, unit, 36, 0, limit);
    }

    private void row(Effect effect) {
        page.raw("<tr><th>").text(effect.name());
        page.element("small", effect.method());
        if (effect.varianceReduction() != 0) {
            page.element("small", "variance " + ReadoutText.signed(-100 * effect.varianceReduction()) + " %");
        }
        page.element("small", ReadoutRow.standing(effect.standing()));
        page.raw("</th>").element("td class=\"name\"", effect.arm());
        cell(ReadoutText.number(effect.control()), String.format(Locale.ROOT, "%,d units", effect.units()[0]));
        cell(ReadoutText.number(effect.treatment()), String.format(Locale.ROOT, "%,d units", effect.units()[1]));
        cell(
                ReadoutText.number(effect.reading().value()),
                ReadoutText.range(effect.reading().interval()));
        effect.lift()
                .ifPresentOrElse(
                        lift -> cell(
                                ReadoutText.signed(100 * lift.value()) + " %",
                                ReadoutText.percents(lift.interval()),
                                PValue.sentence(lift.p())),
                        () -> page.raw("<td></td>"));
        page.element("td", PValue.text(effect.reading().p()));
        page.element(
                "td",
                effect.adjustedP().isPresent() ? PValue.text(effect.adjustedP().getAsDouble()) : "");
        page.raw("</tr>");
    }

    private void cell(String value, String... below) {
        page.raw("<td>").text(value);
        for (String each : below) {
            page.element("small", each);
        }
        page.raw("</td>");
    }

    private void guardrails() {
        if (readout.plan().metrics().guardrails().isEmpty()) {
            return;
        }
        page.element("h2", "Guardrails")
                .element(
                        "p",
                        "Shown not to be worse by more than the margin (dotted) where the interval is on its good side."
                                + " Intervals are of the error rate at which that is decided; in colour is what holds.");
        readout.guardrails().stream()
                .map(each -> each.effect().name())
                .distinct()
                .forEach(name -> {
                    List<GuardrailResult> rows = readout.guardrails().stream()
                            .filter(each -> each.effect().name().equals(name))
                            .toList();
                    chart(
                            name,
                            rows.stream().map(ReadoutSections::line).toList(),
                            rows.stream().map(GuardrailResult::effect).toList(),
                            ReadoutTable.beyond(rows.getFirst()));
                    rows.forEach(each -> page.element(
                            "p",
                            each.effect().arm() + ": " + (each.nonInferior() ? "holds" : "not shown to hold")
                                    + ", margin "
                                    + ReadoutText.number(each.margin()) + ", p of deterioration "
                                    + PValue.text(each.pWorse())));
                });
        unknown(true);
    }

    private static IntervalChart.Line line(GuardrailResult each) {
        return line(each.effect().arm(), each.effect(), each.nonInferior());
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
        page.raw("<div class=\"card chart\">").raw(new EffectCurve(curve).svg()).raw("</div>");
        curve.trend()
                .ifPresent(trend -> page.element(
                        "p",
                        "By day of entry the effect changes by " + ReadoutText.number(trend.value()) + " a day, p = "
                                + PValue.text(trend.p(0)) + "."));
    }

    private void slices() {
        List<SliceEffect> known = readout.slices().stream()
                .filter(slice -> slice.effect().isPresent())
                .toList();
        if (known.isEmpty()) {
            return;
        }
        page.element("h2", "Slices")
                .element(
                        "p",
                        "Those of the plan have p-values adjusted for their number, and are coloured where that is at most "
                                + alpha() + "; others only suggest, and are never coloured.");
        page.raw("<div class=\"charts\">");
        known.stream()
                .map(slice -> slice.metric() + ", " + slice.arm())
                .distinct()
                .forEach(name -> {
                    List<IntervalChart.Line> lines = known.stream()
                            .filter(slice -> name.equals(slice.metric() + ", " + slice.arm()))
                            .flatMap(slice -> slice.effect().stream()
                                    .map(effect -> line(
                                            label(slice, effect),
                                            effect,
                                            line(effect).strong())))
                            .toList();
                    page.raw("<div class=\"card chart\">")
                            .raw(chart(lines, name, Double.NaN).svg())
                            .raw("</div>");
                });
        page.raw("</div>");
    }

    private static String label(SliceEffect slice, Effect effect) {
        String label = slice.column() + "=" + slice.value();
        return effect.adjustedP().isPresent()
                ? label + ", p " + PValue.text(effect.adjustedP().getAsDouble())
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
