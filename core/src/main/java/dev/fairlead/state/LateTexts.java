package dev.fairlead.state;

import org.jspecify.annotations.Nullable;

/**
 * Texts of late with their ids, which are known again without a look into a table: of one event, several states ask for the same ones. A text is
 * known as the object that it is. Of two that share a place, by the text's own hash, which need not be secret, the later stays.
 */
final class LateTexts {
    private static final int PLACES = 1 << 9;

    private final @Nullable String[] texts = new @Nullable String[PLACES];
    private final int[] ids = new int[PLACES];

    private static int place(String text) {
        return text.hashCode() & PLACES - 1;
    }

    /** {@link Ids#UNKNOWN} for one that was not put here of late. */
    int find(String text) {
        int at = place(text);
        return texts[at] == text ? ids[at] : Ids.UNKNOWN;
    }

    void put(String text, int id) {
        int at = place(text);
        texts[at] = text;
        ids[at] = id;
    }

    /** The text has this id no more. */
    void remove(String text, int id) {
        int at = place(text);
        if (ids[at] == id) {
            texts[at] = null;
        }
    }
}
