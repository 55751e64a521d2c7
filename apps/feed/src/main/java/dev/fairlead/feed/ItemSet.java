package dev.fairlead.feed;

import java.util.Arrays;

/** Dense ids of items, in an open-addressing table: asked for each item that a source scans. */
final class ItemSet {
    private static final int EMPTY = -1;

    static final ItemSet NONE = new ItemSet(0);

    private final int[] table; // never more than half full

    /** @param most ids that will be added */
    ItemSet(int most) {
        table = new int[most == 0 ? 0 : Integer.highestOneBit(4 * most - 1)];
        Arrays.fill(table, EMPTY);
    }

    /** Adds ids of which none is negative. */
    void addAll(int[] items) {
        for (int item : items) {
            table[slot(item)] = item;
        }
    }

    boolean contains(int item) {
        return table.length > 0 && table[slot(item)] == item;
    }

    private int slot(int item) {
        int mask = table.length - 1;
        int slot = (item * 0x9e3779b9 >>> 7) & mask;
        while (table[slot] != EMPTY && table[slot] != item) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
