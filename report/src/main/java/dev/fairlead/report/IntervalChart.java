package dev.fairlead.report;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Dots with interval whiskers below their labels, one line each, on a shared horizontal axis: legible on a telephone, too. An end of an
 * interval that is open goes to the edge.
 *
 * @param unit what the axis shows
 * @param edge between the axis and the picture's sides, in pixels
 * @param base value with a dashed line, such as a baseline's; NaN for none
 * @param limit value with a line of warning, such as a guardrail's margin; NaN for none
 */
public record IntervalChart(List<Line> lines, String unit, double edge, double base, double limit) {
    private static final double WIDTH = 440;
    private static final double LINE = 42;
    /** Letters of a label and its value that fit beside each other. */
    private static final int LONGEST = 56;

    /**
     * One dot.
     *
     * @param low end of its whisker; NaN without one
     * @param high end of its whisker; NaN without one
     * @param text the value as it is written
     * @param strong whether it is drawn in colour
     */
    public record Line(String label, double value, double low, double high, String text, boolean strong) {}

    public IntervalChart {
        lines = List.copyOf(lines);
    }

    /** The picture. */
    public String svg() {
        Axis x = Axis.covering(points().min().orElse(0), points().max().orElse(0), 5, edge, WIDTH - edge);
        double bottom = lines.size() * LINE + 6;
        Svg svg = new Svg(WIDTH, bottom + 44, unit);
        for (double tick : x.ticks()) {
            svg.line("grid", x.at(tick), 0, x.at(tick), bottom);
            svg.text("tick", "middle", x.at(tick), bottom + 16, x.label(tick));
        }
        vertical(svg, "base", x, base, bottom);
        vertical(svg, "limit", x, limit, bottom);
        for (int i = 0; i < lines.size(); i++) {
            line(svg, x, lines.get(i), i * LINE + 30);
        }
        return svg.text("unit", "middle", WIDTH / 2, bottom + 36, unit).toString();
    }

    private static void vertical(Svg svg, String style, Axis x, double value, double bottom) {
        if (!Double.isNaN(value)) {
            svg.line(style, x.at(value), 0, x.at(value), bottom);
        }
    }

    private DoubleStream points() {
        return DoubleStream.concat(
                        DoubleStream.of(base, limit),
                        lines.stream().flatMapToDouble(line -> DoubleStream.of(line.value(), line.low(), line.high())))
                .filter(Double::isFinite);
    }

    private static void line(Svg svg, Axis x, Line line, double y) {
        String mark = line.strong() ? "mark strong" : "mark";
        svg.text(
                line.strong() ? "label strong" : "label",
                "start",
                0,
                y - 14,
                shortened(line.label(), LONGEST - line.text().length()));
        if (!Double.isNaN(line.low()) && !Double.isNaN(line.high())) {
            svg.line(mark, x.at(Math.max(x.low(), line.low())), y, x.at(Math.min(x.high(), line.high())), y);
        }
        svg.dot(mark, 4.5, x.at(line.value()), y);
        svg.text("value", "end", WIDTH, y - 14, line.text());
    }

    private static String shortened(String label, int longest) {
        return label.length() <= longest ? label : label.substring(0, Math.max(1, longest - 1)) + "…";
    }
}
