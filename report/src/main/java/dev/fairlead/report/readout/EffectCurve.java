package dev.fairlead.report.readout;

import dev.fairlead.experiment.analysis.Curve;
import dev.fairlead.report.Axis;
import dev.fairlead.report.Html;
import dev.fairlead.report.Svg;
import java.util.List;
import java.util.stream.DoubleStream;

/** The effect of all units that had entered by each day, in the band of its intervals; open ends go to the edge. */
record EffectCurve(Curve curve) {
    private static final double WIDTH = 440;
    private static final double LEFT = 58;
    private static final double HEIGHT = 200;
    private static final double BOTTOM = 30;

    String svg() {
        List<Curve.Day> days = curve.days();
        Axis y = vertical(days);
        Svg svg = new Svg(WIDTH, HEIGHT + BOTTOM, curve.metric() + ", " + curve.arm());
        for (double tick : y.ticks()) {
            horizontal(svg, "grid", y.at(tick));
            svg.text("tick", "end", LEFT - 8, y.at(tick) + 4, y.label(tick));
        }
        horizontal(svg, "base", y.at(0));
        var high = new StringBuilder();
        var low = new StringBuilder();
        var line = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            Curve.Day day = days.get(i);
            high.append(point(i, y.at(Math.min(y.high(), day.interval().high()))));
            low.insert(0, point(i, y.at(Math.max(y.low(), day.interval().low()))));
            line.append(point(i, y.at(day.value())));
        }
        svg.raw("<polygon class=\"band\" points=\"" + high + low + "\"/>")
                .raw("<polyline class=\"curve\" points=\"" + line + "\"/>");
        date(svg, "start", LEFT, days.getFirst());
        date(svg, "end", WIDTH - 10, days.getLast());
        return svg.toString();
    }

    /** Open and very wide ends of the first days do not set the scale. */
    private static Axis vertical(List<Curve.Day> days) {
        double most = 4
                * days.stream().mapToDouble(day -> Math.abs(day.value())).max().orElse(1);
        double[] points = days.stream()
                .flatMapToDouble(day -> DoubleStream.of(
                        0, day.value(), day.interval().low(), day.interval().high()))
                .map(value -> Math.clamp(value, -most, most))
                .toArray();
        return Axis.covering(
                DoubleStream.of(points).min().orElse(-1),
                DoubleStream.of(points).max().orElse(1),
                4,
                HEIGHT - 4,
                8);
    }

    private String point(int day, double y) {
        double step = (WIDTH - 10 - LEFT) / Math.max(1, curve.days().size() - 1);
        return Html.at(LEFT + day * step) + "," + Html.at(y) + " ";
    }

    private static void horizontal(Svg svg, String style, double y) {
        svg.line(style, LEFT, y, WIDTH - 10, y);
    }

    private static void date(Svg svg, String anchor, double x, Curve.Day day) {
        svg.text("tick", anchor, x, HEIGHT + 18, day.date() + ", " + day.units() + " units");
    }
}
