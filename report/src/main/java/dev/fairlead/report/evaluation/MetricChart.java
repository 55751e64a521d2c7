package dev.fairlead.report.evaluation;

import dev.fairlead.learn.MetricRow;
import dev.fairlead.report.Axis;
import dev.fairlead.report.Html;
import java.util.List;


/** Dots with interval whiskers below their labels, one line per row, on a shared horizontal axis: legible on a telephone, too. */
record MetricChart(List<Line> lines, String unit, String reference) {
    private static final double WIDTH = 440;
    private static final double LEFT = 20;
    private static final double RIGHT = 20;
    private static final double LINE = 42;
    /** Letters of a label that fit beside its value. */
    private static final int LONGEST = 42;

    /** A label with its row; a strong line is drawn in colour. */
    record Line(String label, List<MetricRow> rows, boolean strong) {}

    String svg() {
        double least = bounds(false);
        double most = bounds(true);
        Axis x = Axis.covering(least, most, 5, LEFT, WIDTH - RIGHT);
        double bottom = lines.size() * LINE + 6;
        Html svg = new Html()
                .raw("<svg viewBox=\"0 0 " + Html.at(WIDTH) + " " + Html.at(bottom + 44)
                        + "\" role=\"img\" aria-label=\"" + Html.escape(unit) + "\">");
        for (double tick : x.ticks()) {
            String at = Html.at(x.at(tick));
            svg.raw("<line class=\"grid\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"0\" y2=\"" + Html.at(bottom)
                    + "\"/>");
            svg.raw("<text class=\"tick\" text-anchor=\"middle\" x=\"" + at + "\" y=\"" + Html.at(bottom + 16) + "\">")
                    .text(x.label(tick))
                    .raw("</text>");
        }
        referenceLine(svg, x, bottom);
        for (int i = 0; i < lines.size(); i++) line(svg, x, lines.get(i), i * LINE + 30);
        svg.raw("<text class=\"unit\" text-anchor=\"middle\" x=\"" + Html.at((LEFT + WIDTH - RIGHT) / 2) + "\" y=\""
                        + Html.at(bottom + 36) + "\">")
                .text(unit)
                .raw("</text></svg>");
        return svg.toString();
    }

    /** A dashed line at the value of the row labelled {@code reference}, if it is there. */
    private void referenceLine(Html svg, Axis x, double bottom) {
        for (Line line : lines) {
            if (!line.label.equals(reference) || line.rows.isEmpty()) continue;
            String at = Html.at(x.at(line.rows.getFirst().value()));
            svg.raw("<line class=\"base\" x1=\"" + at + "\" x2=\"" + at + "\" y1=\"0\" y2=\"" + Html.at(bottom)
                    + "\"/>");
        }
    }

    private static void line(Html svg, Axis x, Line line, double y) {
        svg.raw("<text class=\"label" + (line.strong ? " strong" : "") + "\" text-anchor=\"start\" x=\"0\" y=\""
                        + Html.at(y - 14) + "\">")
                .text(shortened(line.label))
                .raw("</text>");
        for (MetricRow row : line.rows) {
            String mark = line.strong ? "mark strong" : "mark";
            if (row.hasInterval()) {
                svg.raw("<line class=\"" + mark + "\" x1=\"" + Html.at(x.at(row.low())) + "\" x2=\""
                        + Html.at(x.at(row.high())) + "\" y1=\"" + Html.at(y) + "\" y2=\"" + Html.at(y) + "\"/>");
            }
            svg.raw("<circle class=\"" + mark + "\" r=\"4.5\" cx=\"" + Html.at(x.at(row.value())) + "\" cy=\""
                    + Html.at(y) + "\"/>");
            svg.raw("<text class=\"value\" text-anchor=\"end\" x=\"" + Html.at(WIDTH) + "\" y=\"" + Html.at(y - 14)
                            + "\">")
                    .text(EvaluationTable.cell(row))
                    .raw("</text>");
        }
    }

    private double bounds(boolean most) {
        var ends = lines.stream()
                .flatMap(line -> line.rows.stream())
                .mapToDouble(row -> !row.hasInterval() ? row.value() : most ? row.high() : row.low());
        return (most ? ends.max() : ends.min()).orElse(0);
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST ? label : label.substring(0, LONGEST - 1) + "…";
    }
}
