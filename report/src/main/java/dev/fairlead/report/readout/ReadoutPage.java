package dev.fairlead.report.readout;

import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.Html;
import dev.fairlead.report.Page;

/**
 * A readout as one HTML file, which needs no network and no script.
 *
 * @param data name of the table
 * @param simulated whether its people and outcomes are simulated
 */
public record ReadoutPage(Readout readout, String data, boolean simulated) {
    private static final String CSS = """
            .strip{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(14rem,100%),1fr));gap:.7rem;margin:1.2rem 0}
            .strip .card{margin:0}.strip b{display:block;font-size:1.05rem}.strip small{color:var(--soft);display:block;overflow-wrap:anywhere}
            .bad{color:var(--badge);font-weight:600}
            .strip .failed{border-color:var(--badge);background:var(--badgebg)}.strip .failed b{color:var(--badge)}
            .limit{stroke:var(--badge);stroke-width:1.4;stroke-dasharray:2 3}
            .band{fill:var(--accent);opacity:.16}.curve{fill:none;stroke:var(--accent);stroke-width:2.5}
            pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;margin:0}
            """;

    public String html() {
        Page file = new Page(readout.plan().name(), CSS);
        Html page = file.body();
        head(page);
        strip(page);
        verdicts(page);
        new ReadoutSections(readout, page).write();
        new BalanceSection(readout, page).write();
        page.element("h2", "Plan")
                .element("p", "SHA-256 of its canonical form: " + readout.plan().hash());
        page.raw("<div class=\"card\">").element("pre", readout.plan().text()).raw("</div>");
        return file.toString();
    }

    private void head(Html page) {
        if (simulated) {
            page.element("span class=\"badge\"", "Simulated data");
        }
        page.element("h1", readout.plan().name()).element("p", readout.plan().hypothesis());
        page.raw("<dl>").element("dt", "Data").element("dd", data);
        page.element("dt", "Standing")
                .element("dd", ReadoutHead.standing(readout))
                .raw("</dl>");
    }

    private void strip(Html page) {
        Health health = readout.health();
        page.raw("<div class=\"strip\">");
        for (ValidityCheck check : health.checks()) {
            boolean failed = check.outcome() != ValidityCheck.Outcome.PASSED;
            page.raw("<div class=\"card" + (failed ? " failed" : "") + "\">")
                    .element("small", EnumNames.of(check.subject()).replace('-', ' '))
                    .element("b", EnumNames.of(check.outcome()))
                    .element("small", check.sentence())
                    .raw("</div>");
        }
        card(
                page,
                "windows",
                health.asOf().map(asOf -> "as of " + asOf).orElse("not enforced"),
                health.asOf().isPresent() ? open(health) : "without times of entry all units count");
        card(
                page,
                "days left",
                health.daysLeft().isPresent() ? Long.toString(health.daysLeft().getAsLong()) : "not known",
                ReadoutHead.progress(health));
        page.raw("</div>");
        health.notes().forEach(note -> page.element("p", "Note: " + note + "."));
        for (Health.Bounds bounds : health.bounds()) {
            page.element(
                    "p",
                    "Under attrition, the effect on " + bounds.metric() + " of " + bounds.arm() + " lies in "
                            + ReadoutText.range(bounds.bounds()) + " (Lee's bounds), with chance in "
                            + ReadoutText.range(bounds.interval()) + ".");
        }
    }

    private static String open(Health health) {
        long metrics = health.windows().stream()
                .filter(window -> window.open() > 0)
                .map(Health.Window::metric)
                .distinct()
                .count();
        return metrics == 0
                ? "all are over"
                : "open of some units in " + metrics + (metrics == 1 ? " metric" : " metrics")
                        + ", which leave them out: see Units";
    }

    private static void card(Html page, String subject, String value, String sentence) {
        page.raw("<div class=\"card\">")
                .element("small", subject)
                .element("b", value)
                .element("small", sentence)
                .raw("</div>");
    }

    private void verdicts(Html page) {
        page.element("h2", "Verdict");
        for (Readout.ArmVerdict each : readout.verdicts()) {
            page.raw("<div class=\"card\">")
                    .element(
                            "b",
                            each.arm() + ": "
                                    + ReadoutRow.verdict(each.verdict()).replace('-', ' '));
            each.verdict().reasons().forEach(reason -> page.element("p", reason.sentence()));
            page.raw("</div>");
        }
    }
}
