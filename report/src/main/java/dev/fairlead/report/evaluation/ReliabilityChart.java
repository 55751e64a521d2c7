package dev.fairlead.report.evaluation;

import dev.fairlead.report.Axis;
import dev.fairlead.report.Html;

/** Predicted against observed, with Wilson intervals; the diagonal is a perfect calibration. */
record ReliabilityChart(ReliabilityDiagram reliability) {
    private static final double SIZE = 420;
    private static final double LEFT = 62;
    private static final double TOP = 12;
    private static final double BOTTOM = 372;

    String svg() {
        double reach = reliability.reach();
        Axis x = Axis.covering(0, reach, 5, LEFT, SIZE - 12);
        Axis y = Axis.covering(0, reach, 5, BOTTOM, TOP);
        Html svg = new Html()
                .raw("<svg class=\"square\" viewBox=\"0 0 " + Html.at(SIZE)
                        + " 420\" role=\"img\" aria-label=\"Reliability diagram\">");
        for (double tick : x.ticks()) {
            line(svg, "grid", x.at(tick), BOTTOM, x.at(tick), TOP);
            line(svg, "grid", LEFT, y.at(tick), SIZE - 12, y.at(tick));
            label(svg, "tick\" text-anchor=\"middle", x.at(tick), BOTTOM + 17, x.label(tick));
            label(svg, "tick\" text-anchor=\"end", LEFT - 8, y.at(tick) + 4, y.label(tick));
        }
        line(svg, "base", x.at(0), y.at(0), x.at(x.high()), y.at(x.high()));
        for (ReliabilityDiagram.Bin bin : reliability.bins()) {
            line(svg, "mark strong", x.at(bin.predicted()), y.at(bin.low()), x.at(bin.predicted()), y.at(bin.high()));
            svg.raw("<circle class=\"mark strong\" r=\"4\" cx=\"" + Html.at(x.at(bin.predicted())) + "\" cy=\""
                    + Html.at(y.at(bin.observed())) + "\"/>");
        }
        label(svg, "unit\" text-anchor=\"middle", (LEFT + SIZE) / 2, 412, "predicted probability");
        svg.raw("<g transform=\"rotate(-90)\">");
        label(svg, "unit\" text-anchor=\"middle", -(TOP + BOTTOM) / 2, 13, "observed share");
        return svg.raw("</g></svg>").toString();
    }

    private static void line(Html svg, String style, double x1, double y1, double x2, double y2) {
        svg.raw("<line class=\"" + style + "\" x1=\"" + Html.at(x1) + "\" y1=\"" + Html.at(y1) + "\" x2=\""
                + Html.at(x2) + "\" y2=\"" + Html.at(y2) + "\"/>");
    }

    private static void label(Html svg, String style, double x, double y, String text) {
        svg.raw("<text class=\"" + style + "\" x=\"" + Html.at(x) + "\" y=\"" + Html.at(y) + "\">")
                .text(text)
                .raw("</text>");
    }
}
