package dev.fairlead.report.readout;

import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.analysis.Health;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.report.Html;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The parts of a report that show who is compared: units by arm, by slice, day and hour, and whose windows are over. */
record BalanceSection(Readout readout, Html page) {
    /** Cells of a cut that are shown, the least probable ones; all are in the JSON. */
    private static final int MOST_CELLS = 30;

    void write() {
        units();
        readout.health().cuts().forEach(this::cut);
        cohorts();
    }

    private void units() {
        page.element("h2", "Units").element("p", "Units of each arm, and those that each metric counts.");
        page.raw("<div class=\"card scroll\"><table><thead><tr><th></th>");
        List<Health.ArmUnits> arms = readout.health().arms();
        arms.forEach(arm -> page.element("th", arm.arm()));
        page.raw("</tr></thead><tbody><tr>").element("th", "all units");
        arms.forEach(arm -> page.element("td", count(arm.units())));
        page.raw("</tr>");
        List<String> metrics = readout.health().windows().stream()
                .map(Health.Window::metric)
                .distinct()
                .toList();
        for (String metric : metrics) {
            List<Health.Window> windows = readout.health().windows().stream()
                    .filter(window -> window.metric().equals(metric))
                    .toList();
            page.raw("<tr>").element("th", metric + ", " + windows.getFirst().days() + " days");
            windows.forEach(window -> page.raw("<td>")
                    .text(count(window.over()))
                    .element("small", window.open() == 0 ? "" : count(window.open()) + " open")
                    .raw("</td>"));
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }

    private void cut(Health.Cut cut) {
        page.element("h2", "Balance by " + cut.by());
        boolean some = cut.cells().size() > MOST_CELLS;
        page.element(
                "p",
                ReadoutHead.balance(cut).strip() + "."
                        + (some ? " Shown are the " + MOST_CELLS + " least probable ones." : ""));
        page.raw("<div class=\"card scroll\"><table><thead><tr>").element("th", cut.by());
        readout.health().arms().forEach(arm -> page.element("th", arm.arm()));
        page.element("th", "exact p").element("th", "adjusted").raw("</tr></thead><tbody>");
        List<Health.CutCell> cells = some
                ? cut.cells().stream()
                        .sorted(Comparator.comparingDouble(Health.CutCell::p))
                        .limit(MOST_CELLS)
                        .toList()
                : cut.cells();
        boolean failed = cut.failed();
        for (Health.CutCell cell : cells) {
            double all = cell.units().stream().mapToLong(units -> units).sum();
            page.raw("<tr>").element("th", cell.value().isEmpty() ? "(empty)" : cell.value());
            cell.units()
                    .forEach(units -> page.raw("<td>")
                            .text(count(units))
                            .element("small", String.format(Locale.ROOT, "%.1f %%", 100 * units / all))
                            .raw("</td>"));
            page.element("td", PValue.text(cell.p()));
            page.element(failed && cell.adjusted() < 0.05 ? "td class=\"bad\"" : "td", PValue.text(cell.adjusted()))
                    .raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }

    private void cohorts() {
        if (readout.health().cohorts().isEmpty()) {
            return;
        }
        List<String> metrics = readout.plan()
                .metrics()
                .all()
                .map(planned -> planned.metric().name())
                .toList();
        page.element("h2", "By day of entry")
                .element("p", "Units that entered, and of how many each metric's window was over.");
        page.raw("<div class=\"card scroll\"><table><thead><tr>").element("th", "day");
        readout.health().arms().forEach(arm -> page.element("th", arm.arm()));
        metrics.forEach(metric -> page.element("th", metric));
        page.raw("</tr></thead><tbody>");
        for (Health.Cohort cohort : readout.health().cohorts()) {
            page.raw("<tr>").element("th", cohort.day().toString());
            cohort.units().forEach(units -> page.element("td", count(units)));
            cohort.over().forEach(over -> page.element("td", count(over)));
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }

    private static String count(long units) {
        return String.format(Locale.ROOT, "%,d", units);
    }
}
