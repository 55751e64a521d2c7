package dev.fairlead.retrieval;

import java.util.Arrays;

/** Keys with an embedding, each with its row 0, 1, 2, …: an open-addressing table that is at most half full. */
final class Vocabulary {
    private final long[] keys; // by row
    private final int[] table; // row + 1, 0 = free

    /** @param keys by row, all different, none 0 */
    Vocabulary(long[] keys) {
        this.keys = keys;
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, keys.length)) * 4)];
        for (int row = 0; row < keys.length; row++) {
            int slot = slot(keys[row]);
            if (keys[row] == 0 || table[slot] != 0) {
                throw new IllegalArgumentException("key " + keys[row] + " of row " + row + " is 0 or there twice");
            }
            table[slot] = row + 1;
        }
    }

    int size() {
        return keys.length;
    }

    /** The key's row, −1 when it has none. */
    int row(long key) {
        return table[slot(key)] - 1;
    }

    long[] keys() {
        return Arrays.copyOf(keys, keys.length);
    }

    private int slot(long key) {
        int mask = table.length - 1;
        int slot = (int) (key ^ (key >>> 32)) & mask;
        while (table[slot] != 0 && keys[table[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
