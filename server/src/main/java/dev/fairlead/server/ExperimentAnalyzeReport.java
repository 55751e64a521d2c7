package dev.fairlead.server;

import dev.fairlead.evaluate.Html;
import dev.fairlead.evaluate.ReportStyle;
import dev.fairlead.experiment.analysis.Curve;
import dev.fairlead.experiment.analysis.Effect;
import dev.fairlead.experiment.analysis.FunnelStep;
import dev.fairlead.experiment.analysis.Guarded;
import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Sliced;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.plan.Monitoring;
import java.util.List;
import java.util.Locale;

/**
 * A readout as one HTML file, which needs no network and no script.
 *
 * @param data name of the table
 * @param simulated whether its people and outcomes are simulated
 */
record ExperimentAnalyzeReport(Readout readout, String data, boolean simulated) {
    private static final String CSS = """
            .strip{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.7rem;margin:1.2rem 0}
            .strip .card{margin:0}.strip b{display:block;font-size:1.05rem}.strip small{color:var(--soft);display:block}
            .strip .failed{border-color:var(--badge);background:var(--badgebg)}.strip .failed b{color:var(--badge)}
            .limit{stroke:var(--badge);stroke-width:1.4;stroke-dasharray:2 3}
            .band{fill:var(--accent);opacity:.16}.curve{fill:none;stroke:var(--accent);stroke-width:2.5}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;margin:0}
            """;

    String html() {
        Html page = new Html();
        page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .element("title", readout.plan().name())
                .raw("<style>" + ReportStyle.CSS + CSS + "</style></head><body><main>");
        head(page);
        strip(page);
        verdicts(page);
        effects(page);
        guardrails(page);
        readout.curves().stream().filter(curve -> !curve.days().isEmpty()).forEach(curve -> curve(page, curve));
        slices(page);
        funnel(page);
        page.element("h2", "Plan")
                .element("p", "SHA-256 of its canonical form: " + readout.plan().hash());
        page.raw("<div class=\"card\">").element("pre", readout.plan().text()).raw("</div>");
        page.raw("</main></body></html>\n");
        return page.toString();
    }

    private void head(Html page) {
        if (simulated) {
            page.element("span class=\"badge\"", "Simulated data");
        }
        page.element("h1", readout.plan().name()).element("p", readout.plan().hypothesis());
        page.raw("<dl>").element("dt", "Data").element("dd", data);
        page.element("dt", "Standing")
                .element("dd", ExperimentAnalyzeTable.standing(readout))
                .raw("</dl>");
    }

    private void strip(Html page) {
        Health health = readout.health();
        page.raw("<div class=\"strip\">");
        for (ValidityCheck check : health.checks()) {
            boolean failed = check.outcome() != ValidityCheck.Outcome.PASSED;
            page.raw("<div class=\"card" + (failed ? " failed" : "") + "\">")
                    .element("small", ExperimentAnalyzeRow.word(check.subject()).replace('-', ' '))
                    .element("b", ExperimentAnalyzeRow.word(check.outcome()))
                    .element("small", check.sentence())
                    .raw("</div>");
        }
        page.raw("<div class=\"card\">")
                .element("small", "days left")
                .element(
                        "b",
                        health.daysLeft().isPresent()
                                ? Long.toString(health.daysLeft().getAsLong())
                                : "not known")
                .element(
                        "small",
                        String.format(Locale.ROOT, "%.1f %% of the planned units are in", 100 * health.information()))
                .raw("</div></div>");
        for (Health.Bounds bounds : health.bounds()) {
            page.element(
                    "p",
                    "Under attrition, the effect on " + bounds.metric() + " of " + bounds.arm() + " lies in "
                            + ExperimentAnalyzeTable.range(bounds.bounds()) + " (Lee's bounds), with chance in "
                            + ExperimentAnalyzeTable.range(bounds.interval()) + ".");
        }
    }

    private void verdicts(Html page) {
        page.element("h2", "Verdict");
        for (Readout.ArmVerdict each : readout.verdicts()) {
            page.raw("<div class=\"card\">")
                    .element(
                            "b",
                            each.arm() + ": "
                                    + ExperimentAnalyzeRow.verdict(each.verdict())
                                            .replace('-', ' '));
            each.verdict().reasons().forEach(reason -> page.element("p", reason.sentence()));
            page.raw("</div>");
        }
    }

    private void effects(Html page) {
        page.element("h2", "Effects")
                .element("p", "Differences to control with intervals at the plan's confidence, valid at this look.");
        readout.effects().stream().map(Effect::name).distinct().forEach(name -> {
            List<Effect> rows = readout.effects().stream()
                    .filter(effect -> effect.name().equals(name))
                    .toList();
            chart(page, name, rows, Double.NaN);
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
        readout.effects().forEach(effect -> row(page, effect));
        page.raw("</tbody></table></div>");
    }

    private static void chart(Html page, String name, List<Effect> rows, double limit) {
        List<ExperimentAnalyzeChart.Line> lines = rows.stream()
                .map(effect -> new ExperimentAnalyzeChart.Line(
                        effect.arm(), effect.reading().value(), effect.reading().interval()))
                .toList();
        String unit = name + ", "
                + ExperimentAnalyzeTable.percent(rows.getFirst().reading().confidence()) + " interval";
        page.raw("<div class=\"card chart\">")
                .raw(new ExperimentAnalyzeChart(lines, unit, limit).svg())
                .raw("</div>");
    }

    private static void row(Html page, Effect effect) {
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

    private void guardrails(Html page) {
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
                            page,
                            name,
                            rows.stream().map(Guarded::effect).toList(),
                            ExperimentAnalyzeTable.beyond(rows.getFirst()));
                    rows.forEach(each -> page.element(
                            "p",
                            each.effect().arm() + ": " + (each.nonInferior() ? "holds" : "not shown to hold")
                                    + ", margin "
                                    + ExperimentAnalyzeTable.number(each.margin()) + ", p of deterioration "
                                    + ExperimentAnalyzeTable.p(each.pWorse())));
                });
    }

    private void curve(Html page, Curve curve) {
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
                        "By day of entry the effect changes by " + ExperimentAnalyzeTable.number(trend.value())
                                + " a day, p = " + ExperimentAnalyzeTable.p(trend.p(0)) + "."));
    }

    private void slices(Html page) {
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
                ? label + ", p " + ExperimentAnalyzeTable.p(effect.adjustedP().getAsDouble())
                : label;
    }

    private void funnel(Html page) {
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
