package dev.fairlead.report;

/** One HTML file that needs no network and no script, and follows the reader's light or dark setting. */
public final class Page {
    private final Html html = new Html();

    /** @param css rules besides those of {@link StyleSheet} */
    public Page(String title, String css) {
        html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .element("title", title)
                .raw("<style>" + StyleSheet.CSS + css + "</style></head><body><main>");
    }

    /** What stands on the page, in the making. */
    public Html body() {
        return html;
    }

    /** The whole file, to be written as UTF-8. */
    @Override
    public String toString() {
        return html + "</main></body></html>\n";
    }
}
