package dev.fairlead.report.evaluation;

import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.Html;
import dev.fairlead.report.IntervalChart;
import dev.fairlead.report.Page;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An evaluation as one HTML file: it needs no network and no script, and follows the reader's light or dark setting.
 *
 * @param subject the policy that the report is about, drawn in colour
 * @param headline the metric of the charts, such as {@code mrr}
 * @param rows as an evaluation returns them
 * @param reliability a diagram for each; empty for none
 * @param importance in any order; the 25 largest are drawn; empty for none
 */
public record EvaluationReport(
        String title,
        Provenance provenance,
        String subject,
        String headline,
        List<MetricRow> rows,
        List<ReliabilityDiagram> reliability,
        List<Contribution> importance) {
    private static final int LARGEST = 25;
    private static final double EDGE = 20;

    /** What a feature contributes to a model. @param gain of the training loss, in the model's own unit */
    public record Contribution(String name, double gain) {}

    public EvaluationReport {
        rows = List.copyOf(rows);
        reliability = List.copyOf(reliability);
        importance = List.copyOf(importance);
    }

    /** The whole file, to be written as UTF-8. */
    public String html() {
        Page file = new Page(title, "");
        Html page = file.body();
        head(page);
        headlineChart(page);
        table(page, "All measures", "Slice all. Small figures: 95 % interval by user.", false);
        table(page, "Gain over " + provenance.baseline(), "Paired: same users in both. Above 0 is better.", true);
        slices(page);
        reliability.forEach(diagram -> diagram(page, diagram));
        features(page);
        page.raw("<footer>").text(footer()).raw("</footer>");
        return file.toString();
    }

    private void head(Html page) {
        if (provenance.simulated()) page.element("span class=\"badge\"", "Simulated data");
        page.element("h1", title).raw("<dl>");
        fact(page, "Data", provenance.data());
        fact(page, "Split", provenance.split());
        fact(page, "Baseline", provenance.baseline());
        provenance.notes().forEach(note -> fact(page, note.label(), note.text()));
        page.raw("</dl>");
    }

    private static void fact(Html page, String label, String text) {
        if (!text.isEmpty()) page.element("dt", label).element("dd", text);
    }

    private void headlineChart(Html page) {
        List<MetricRow> headlined = rows.stream()
                .filter(row -> row.metric().equals(headline) && row.slice().equals("all"))
                .toList();
        if (headlined.isEmpty()) return;
        page.element("h2", headline + " by policy");
        page.element("p", "Dot: value. Line: 95 % interval by user. Dashed: the baseline.");
        double baseline = headlined.stream()
                .filter(row -> row.policy().equals(provenance.baseline()))
                .mapToDouble(MetricRow::value)
                .findFirst()
                .orElse(Double.NaN);
        chart(
                page,
                headlined.stream()
                        .map(row -> line(row.policy(), row, row.policy().equals(subject)))
                        .toList(),
                baseline);
    }

    private void slices(Html page) {
        List<MetricRow> sliced = rows.stream()
                .filter(row -> row.metric().equals(headline) && row.policy().equals(subject))
                .toList();
        if (sliced.size() < 2) return;
        page.element("h2", headline + " by slice");
        page.element("p", "Policy " + subject + "; dashed: all. In brackets how many lists (items) a slice rests on.");
        chart(
                page,
                sliced.stream()
                        .map(row -> line(sliceLabel(row), row, row.slice().equals("all")))
                        .toList(),
                sliced.getFirst().value());
    }

    private static String sliceLabel(MetricRow row) {
        return row.slice() + " (" + String.format(Locale.ROOT, "%,d", row.n()) + ")";
    }

    private static IntervalChart.Line line(String label, MetricRow row, boolean strong) {
        return new IntervalChart.Line(label, row.value(), row.low(), row.high(), EvaluationTable.cell(row), strong);
    }

    private void chart(Html page, List<IntervalChart.Line> lines, double base) {
        page.raw("<div class=\"card chart\">")
                .raw(new IntervalChart(lines, headline, EDGE, base, Double.NaN).svg())
                .raw("</div>");
    }

    private void table(Html page, String heading, String note, boolean gains) {
        List<MetricRow> shown = rows.stream()
                .filter(row -> row.slice().equals("all") && row.metric().endsWith("-gain") == gains)
                .toList();
        if (shown.isEmpty()) return;
        Set<String> policies =
                shown.stream().map(MetricRow::policy).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> metrics =
                shown.stream().map(MetricRow::metric).collect(Collectors.toCollection(LinkedHashSet::new));
        policies = subjectFirst(policies);
        page.element("h2", heading).element("p", note).raw("<div class=\"card scroll\"><table><thead><tr><th></th>");
        policies.forEach(policy -> page.element("th", policy));
        page.raw("</tr></thead><tbody>");
        for (String metric : metrics) {
            page.raw("<tr>").element("th", metric);
            for (String policy : policies) cell(page, shown, policy, metric);
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div>");
    }

    /** The policy that the report is about stands beside the metrics' names, where no screen is too narrow for it. */
    private Set<String> subjectFirst(Set<String> policies) {
        Set<String> ordered = new LinkedHashSet<>();
        if (policies.contains(subject)) ordered.add(subject);
        ordered.addAll(policies);
        return ordered;
    }

    private static void cell(Html page, List<MetricRow> shown, String policy, String metric) {
        Optional<MetricRow> found = shown.stream()
                .filter(row -> row.policy().equals(policy) && row.metric().equals(metric))
                .findFirst();
        page.raw("<td>");
        found.ifPresent(row -> {
            page.text(EvaluationTable.number(row.value(), row.value()));
            if (row.hasInterval()) page.element("small", range(row));
        });
        page.raw("</td>");
    }

    private static String range(MetricRow row) {
        return EvaluationTable.number(row.low(), row.value()) + " … " + EvaluationTable.number(row.high(), row.value());
    }

    private void diagram(Html page, ReliabilityDiagram diagram) {
        page.element("h2", "Reliability of " + diagram.policy());
        page.element(
                "p",
                "Items in bins of equal numbers by predicted probability; line: Wilson 95 % interval. On the dashed "
                        + "diagonal, what is predicted happens as often.");
        page.raw("<div class=\"card pair\">").raw(new ReliabilityChart(diagram).svg());
        page.raw("<div class=\"scroll\"><table><thead><tr><th>predicted</th><th>observed</th><th>95 %</th>")
                .raw("<th>items</th></tr></thead><tbody>");
        for (ReliabilityDiagram.Bin bin : diagram.bins()) {
            page.raw("<tr>").element("th", share(bin.predicted())).element("td", share(bin.observed()));
            page.element("td", share(bin.low()) + " … " + share(bin.high()));
            page.element("td", String.format(Locale.ROOT, "%,d", bin.n())).raw("</tr>");
        }
        page.raw("</tbody></table></div></div>");
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void features(Html page) {
        double total = importance.stream().mapToDouble(Contribution::gain).sum();
        if (total <= 0) return;
        List<Contribution> largest = importance.stream()
                .sorted((a, b) -> Double.compare(b.gain(), a.gain()))
                .limit(LARGEST)
                .toList();
        page.element("h2", "What the model looks at");
        page.element(
                "p",
                "Share of the training loss that splits on each feature removed, in % of all " + importance.size()
                        + " features.");
        page.raw("<div class=\"card bars\">");
        for (Contribution feature : largest) {
            double width = 100 * feature.gain() / largest.getFirst().gain();
            page.element("span", feature.name()).raw("<div><i style=\"width:" + Html.at(width) + "%\"></i></div>");
            page.element("b", String.format(Locale.ROOT, "%.1f %%", 100 * feature.gain() / total));
        }
        page.raw("</div>");
    }

    private static String footer() {
        return "Policies re-order lists that another policy showed. gmv@K/1000 is the value of what was bought that the policy "
                + "puts in its top K, per 1,000 slots: where it puts the money of the log, not what it would earn. Intervals "
                + "speak of other users of the same days and product, not of other weeks.";
    }
}
