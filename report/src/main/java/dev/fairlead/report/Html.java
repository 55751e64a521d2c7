package dev.fairlead.report;

import java.util.Locale;

/** A page in the making. What goes in as text is escaped; markup is written by the caller only. */
public final class Html {
    private final StringBuilder page = new StringBuilder();

    /** Adds markup as it is. */
    public Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Adds text, escaped. */
    public Html text(String text) {
        page.append(escape(text));
        return this;
    }

    /** {@code <tag …>text</tag>}; the tag may carry attributes. */
    public Html element(String tag, String text) {
        String name = tag.contains(" ") ? tag.substring(0, tag.indexOf(' ')) : tag;
        return raw("<" + tag + ">").text(text).raw("</" + name + ">");
    }

    /** Text that is safe in markup. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A coordinate for SVG. */
    public static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
