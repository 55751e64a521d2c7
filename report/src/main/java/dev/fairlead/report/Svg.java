package dev.fairlead.report;

/** A picture in the making, on a canvas of {@code width} by {@code height}. Styles are classes of {@link StyleSheet}. */
public final class Svg {
    private final Html svg = new Html();

    /** @param label what the picture shows, for those who cannot see it */
    public Svg(double width, double height, String label) {
        this("", width, height, label);
    }

    /** @param style of the whole picture; empty for none */
    public Svg(String style, double width, double height, String label) {
        svg.raw("<svg" + (style.isEmpty() ? "" : " class=\"" + style + "\"") + " viewBox=\"0 0 " + Html.at(width) + " "
                + Html.at(height) + "\" role=\"img\" aria-label=\"" + Html.escape(label) + "\">");
    }

    /** A straight line. */
    public Svg line(String style, double x1, double y1, double x2, double y2) {
        svg.raw("<line class=\"" + style + "\" x1=\"" + Html.at(x1) + "\" x2=\"" + Html.at(x2) + "\" y1=\""
                + Html.at(y1) + "\" y2=\"" + Html.at(y2) + "\"/>");
        return this;
    }

    /** A filled circle. */
    public Svg dot(String style, double radius, double x, double y) {
        svg.raw("<circle class=\"" + style + "\" r=\"" + radius(radius) + "\" cx=\"" + Html.at(x) + "\" cy=\""
                + Html.at(y) + "\"/>");
        return this;
    }

    private static String radius(double radius) {
        return radius == Math.rint(radius) ? Long.toString((long) radius) : Double.toString(radius);
    }

    /** @param anchor which part of the text is at {@code x}: {@code start}, {@code middle} or {@code end} */
    public Svg text(String style, String anchor, double x, double y, String text) {
        svg.raw("<text class=\"" + style + "\" text-anchor=\"" + anchor + "\" x=\"" + Html.at(x) + "\" y=\""
                        + Html.at(y) + "\">")
                .text(text)
                .raw("</text>");
        return this;
    }

    /** Markup as it is. */
    public Svg raw(String markup) {
        svg.raw(markup);
        return this;
    }

    /** The whole picture. */
    @Override
    public String toString() {
        return svg + "</svg>";
    }
}
