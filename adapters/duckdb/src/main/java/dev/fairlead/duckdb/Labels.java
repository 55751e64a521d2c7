package dev.fairlead.duckdb;

import java.util.Arrays;
import org.duckdb.DuckDBReadableVector;

/** The texts of a column by their hashes, each fetched and held once: open addressing, at most half full. */
final class Labels {
    private static final String NONE = "";

    private long[] hashes = new long[64];
    private String[] texts = empty(64);
    private int size;

    private static String[] empty(int length) {
        var texts = new String[length];
        Arrays.fill(texts, NONE);
        return texts;
    }

    /** The text in a row of a vector. */
    String of(long hash, DuckDBReadableVector vector, int row) {
        int slot = slot(hash);
        if (texts[slot].isEmpty()) {
            if (2 * (size + 1) > texts.length) {
                grow();
                slot = slot(hash);
            }
            hashes[slot] = hash;
            texts[slot] = vector.getString(row);
            size++;
        }
        return texts[slot];
    }

    private int slot(long hash) {
        int mask = texts.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (!texts[slot].isEmpty() && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        String[] oldTexts = texts;
        hashes = new long[oldTexts.length * 2];
        texts = empty(oldTexts.length * 2);
        for (int i = 0; i < oldTexts.length; i++) {
            if (!oldTexts[i].isEmpty()) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                texts[slot] = oldTexts[i];
            }
        }
    }
}
