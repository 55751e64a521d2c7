package dev.fairlead.trees;

import java.util.List;

/** Goes through a text line by line, remembering where it is. A carriage return before the line feed is not content. */
final class ModelLines {
    private static final List<String> AFTER_TREES = List.of(
            "end of trees", "feature importances:", "feature_importances:", "parameters:", "pandas_categorical:");

    private final String text;
    private int next;
    private int number;
    private String line = "";
    private boolean atEnd;

    ModelLines(String text) {
        this.text = text;
    }

    /** Moves to the next line; false at the end of the text. */
    boolean advance() {
        if (next >= text.length()) {
            atEnd = true;
            line = "";
            return false;
        }
        int feed = text.indexOf('\n', next);
        int end = feed < 0 ? text.length() : feed;
        int content = end > next && text.charAt(end - 1) == '\r' ? end - 1 : end;
        line = text.substring(next, content);
        next = end + 1;
        number++;
        return true;
    }

    /** Whether it was tried to move on from the last line. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** The current line, without its line end; empty at the end. */
    String line() {
        return line;
    }

    /** The number of the current line, counted from 1; 0 before the first. */
    int number() {
        return number;
    }

    /** Whether a line starts with the name of a tree, as {@code Tree=12} does. */
    boolean startsTree() {
        return line.startsWith("Tree=");
    }

    /**
     * Whether this line says that all trees are behind it: {@code end of trees}, or in texts of before LightGBM 2.1.1, which
     * lack that, what follows the trees.
     */
    boolean endsTrees() {
        return AFTER_TREES.stream().anyMatch(line::startsWith);
    }

    /** Whether nothing but the end of the text, or lines that are no tree, follow. */
    boolean hasNoFurtherTree() {
        return !text.startsWith("Tree=", next) && text.indexOf("\nTree=", Math.max(0, next - 1)) < 0;
    }
}
