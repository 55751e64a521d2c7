package dev.fairlead.evaluate;

import java.util.Locale;

/** A page in the making. What goes in as text is escaped; markup is written by the caller only. */
final class Html {
    private final StringBuilder page = new StringBuilder();

    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    Html text(String text) {
        page.append(escape(text));
        return this;
    }

    /** {@code <tag …>text</tag>}; the tag may carry attributes. */
    Html element(String tag, String text) {
        String name = tag.contains(" ") ? tag.substring(0, tag.indexOf(' ')) : tag;
        return raw("<" + tag + ">").text(text).raw("</" + name + ">");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A coordinate for SVG. */
    static String at(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
