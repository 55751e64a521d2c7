package dev.fairlead.sqlite;

import java.util.Arrays;

/** Keys with their offsets on the heap: a hash table with open addressing. Keys are hashes, and are their own hash. */
final class KeyTable {
    private static final int LEAST = 1 << 10;

    private long[] keys = new long[LEAST];
    private long[] offsets = new long[LEAST]; // 0 where nothing is
    private int size;

    int size() {
        return size;
    }

    private static int slot(long[] keys, long[] offsets, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key >>> 20) & mask;
        while (offsets[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** @return 0 if there is no such key */
    long find(long key) {
        return offsets[slot(keys, offsets, key)];
    }

    /** @param offset 1 or more */
    void put(long key, long offset) {
        if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(keys, offsets, key);
        size += offsets[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        offsets[slot] = offset;
    }

    private void grow() {
        long[] moreKeys = new long[2 * keys.length];
        long[] moreOffsets = new long[2 * keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (offsets[i] != 0) {
                int slot = slot(moreKeys, moreOffsets, keys[i]);
                moreKeys[slot] = keys[i];
                moreOffsets[slot] = offsets[i];
            }
        }
        keys = moreKeys;
        offsets = moreOffsets;
    }

    /** All keys in ascending order (unsigned). */
    long[] sorted() {
        long[] all = new long[size];
        int n = 0;
        for (int i = 0; i < keys.length; i++) {
            if (offsets[i] != 0) {
                all[n++] = keys[i] ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(all);
        for (int i = 0; i < n; i++) {
            all[i] ^= Long.MIN_VALUE;
        }
        return all;
    }
}
