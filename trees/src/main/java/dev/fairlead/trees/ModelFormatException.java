package dev.fairlead.trees;

/**
 * A model text that cannot be read, with what is wrong, the line where, and what to do. Nothing of such a model is used:
 * a damaged model that scores is worse than one that does not load.
 */
public final class ModelFormatException extends RuntimeException {
    private final int line;

    ModelFormatException(int line, String what, String advice) {
        super("line " + line + ": " + what + "; " + advice);
        this.line = line;
    }

    /** A text that contradicts itself: cut short, edited, or changed on its way. */
    static ModelFormatException damaged(int line, String what) {
        return new ModelFormatException(
                line, what, "the text is damaged or was edited: save the model again and copy it whole");
    }

    /** A text that is sound, as far as can be told, but asks for what this reader does not know. */
    static ModelFormatException unsupported(int line, String what, String readable) {
        return new ModelFormatException(line, what, "this reader knows " + readable);
    }

    /** The line of the model text, counted from 1. */
    public int line() {
        return line;
    }
}
