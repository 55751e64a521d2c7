package dev.fairlead.report.readout;

import dev.fairlead.experiment.Interval;
import dev.fairlead.report.Axis;
import dev.fairlead.report.Html;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Differences with their intervals below their labels, one line each, on a shared axis. An open end of an interval goes to the edge.
 *
 * @param limit a dashed line beside that of no difference, such as a guardrail's margin; NaN for none
 */
record EffectChart(List<Line> lines, String unit, double limit) {
    private static final double WIDTH = 440;
    private static final double EDGE = 36;
    private static final double LINE = 42;

    /**
     * A labelled difference.
     *
     * @param finding whether it may be taken for one, which colours it
     */
    record Line(String label, double value, Interval interval, boolean finding) {}

    String svg() {
        Axis x = Axis.covering(points().min().orElse(0), points().max().orElse(0), 5, EDGE, WIDTH - EDGE);
        double bottom = lines.size() * LINE + 6;
        Html svg = new Html()
                .raw("<svg viewBox=\"0 0 " + Html.at(WIDTH) + " " + Html.at(bottom + 44)
                        + "\" role=\"img\" aria-label=\"" + Html.escape(unit) + "\">");
        for (double tick : x.ticks()) {
            vertical(svg, "grid", x.at(tick), bottom);
            text(svg, "tick", "middle", x.at(tick), bottom + 16, x.label(tick));
        }
        vertical(svg, "base", x.at(0), bottom);
        if (!Double.isNaN(limit)) {
            vertical(svg, "limit", x.at(limit), bottom);
        }
        for (int i = 0; i < lines.size(); i++) {
            line(svg, x, lines.get(i), i * LINE + 30);
        }
        text(svg, "unit", "middle", WIDTH / 2, bottom + 36, unit);
        return svg.raw("</svg>").toString();
    }

    private DoubleStream points() {
        return DoubleStream.concat(
                        DoubleStream.of(0, limit),
                        lines.stream()
                                .flatMapToDouble(line -> DoubleStream.of(
                                        line.value(),
                                        line.interval().low(),
                                        line.interval().high())))
                .filter(Double::isFinite);
    }

    private static void line(Html svg, Axis x, Line line, double y) {
        String mark = line.finding() ? "mark strong" : "mark";
        double low = x.at(Math.max(x.low(), line.interval().low()));
        double high = x.at(Math.min(x.high(), line.interval().high()));
        text(svg, "label", "start", 0, y - 14, line.label());
        svg.raw("<line class=\"" + mark + "\" x1=\"" + Html.at(low) + "\" x2=\"" + Html.at(high) + "\" y1=\""
                + Html.at(y) + "\" y2=\"" + Html.at(y) + "\"/>");
        svg.raw("<circle class=\"" + mark + "\" r=\"4.5\" cx=\"" + Html.at(x.at(line.value())) + "\" cy=\"" + Html.at(y)
                + "\"/>");
        text(svg, "value", "end", WIDTH, y - 14, ReadoutText.number(line.value()));
    }

    static void vertical(Html svg, String style, double x, double bottom) {
        svg.raw("<line class=\"" + style + "\" x1=\"" + Html.at(x) + "\" x2=\"" + Html.at(x) + "\" y1=\"0\" y2=\""
                + Html.at(bottom) + "\"/>");
    }

    static void text(Html svg, String style, String anchor, double x, double y, String text) {
        svg.raw("<text class=\"" + style + "\" text-anchor=\"" + anchor + "\" x=\"" + Html.at(x) + "\" y=\""
                        + Html.at(y) + "\">")
                .text(text)
                .raw("</text>");
    }
}
