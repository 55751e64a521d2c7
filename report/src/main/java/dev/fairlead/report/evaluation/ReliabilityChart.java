package dev.fairlead.report.evaluation;

import dev.fairlead.report.Axis;
import dev.fairlead.report.Svg;

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
        Svg svg = new Svg("square", SIZE, SIZE, "Reliability diagram");
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), BOTTOM, x.at(tick), TOP);
            svg.line("grid", LEFT, y.at(tick), SIZE - 12, y.at(tick));
            svg.text("tick", "middle", x.at(tick), BOTTOM + 17, x.label(tick));
            svg.text("tick", "end", LEFT - 8, y.at(tick) + 4, y.label(tick));
        }
        svg.line("base", x.at(0), y.at(0), x.at(x.high()), y.at(x.high()));
        for (ReliabilityDiagram.Bin bin : reliability.bins()) {
            svg.line("mark strong", x.at(bin.predicted()), y.at(bin.low()), x.at(bin.predicted()), y.at(bin.high()));
            svg.dot("mark strong", 4, x.at(bin.predicted()), y.at(bin.observed()));
        }
        svg.text("unit", "middle", (LEFT + SIZE) / 2, 412, "predicted probability");
        svg.raw("<g transform=\"rotate(-90)\">");
        svg.text("unit", "middle", -(TOP + BOTTOM) / 2, 13, "observed share");
        return svg.raw("</g>").toString();
    }
}
