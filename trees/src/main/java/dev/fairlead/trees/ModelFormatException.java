package dev.fairlead.trees;

/**
 * A model file that cannot be read, with what is wrong, the line or the byte where, and what to do. Nothing of such a model
 * is used: a damaged model that scores is worse than one that does not load.
 */
public final class ModelFormatException extends RuntimeException {
    private static final String SAVE_AGAIN = " is damaged or was edited: save the model again and copy it whole";

    private final int line;
    private final int offset;

    private ModelFormatException(int line, int offset, String what, String advice) {
        super((line > 0 ? "line " + line : "byte " + offset) + ": " + what + "; " + advice);
        this.line = line;
        this.offset = offset;
    }

    /** A text that contradicts itself: cut short, edited, or changed on its way. */
    static ModelFormatException damaged(int line, String what) {
        return new ModelFormatException(line, -1, what, "the text" + SAVE_AGAIN);
    }

    /** A text that is sound, as far as can be told, but asks for what this reader does not know. */
    static ModelFormatException unsupported(int line, String what, String readable) {
        return new ModelFormatException(line, -1, what, knows(readable));
    }

    /** A binary file that contradicts itself. */
    static ModelFormatException damagedAt(int offset, String what) {
        return new ModelFormatException(0, offset, what, "the file" + SAVE_AGAIN);
    }

    /** A binary file that asks for what this reader does not know. */
    static ModelFormatException unsupportedAt(int offset, String what, String readable) {
        return new ModelFormatException(0, offset, what, knows(readable));
    }

    private static String knows(String readable) {
        return "this reader knows " + readable;
    }

    /** The line of the model text, counted from 1; 0 if the file is no text. */
    public int line() {
        return line;
    }

    /** The byte of the file, counted from 0; −1 if the file is a text, which has lines. */
    public int offset() {
        return offset;
    }
}
