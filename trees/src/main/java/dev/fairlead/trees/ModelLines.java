package dev.fairlead.trees;

/** Goes through a text line by line, remembering where it is. A carriage return before the line feed is not content. */
final class ModelLines {
    private final String text;
    private int next;
    private int number;
    private String line = "";

    ModelLines(String text) {
        this.text = text;
    }

    /** Moves to the next line; false at the end of the text. */
    boolean advance() {
        if (next >= text.length()) {
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

    /** The current line, without its line end. */
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

    /** Whether this is the line after the last tree. */
    boolean endsTrees() {
        return line.equals("end of trees");
    }
}
