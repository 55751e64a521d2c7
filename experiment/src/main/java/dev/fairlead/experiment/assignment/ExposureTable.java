package dev.fairlead.experiment.assignment;

/** A hash table with open addressing, in arrays of primitives; the hash 0 marks a free slot, and a unit's 0 becomes 1. */
final class ExposureTable {
    private static final int SMALLEST = 16;
    private static final int CROSSED = 0x80;

    private long[] hashes = new long[SMALLEST];
    private int[] seconds = new int[SMALLEST];
    private byte[] states = new byte[SMALLEST];
    private int size;

    /** Sees a unit: its hash, the second of its first exposure as an unsigned number, and its arm with the mark of crossing. */
    interface Visitor {
        void unit(long hash, int second, int state);
    }

    int size() {
        return size;
    }

    /** Adds an exposure: the earlier one counts, in the same second the lower arm. */
    void add(long unit, int second, int arm, boolean crossed) {
        if (size >= hashes.length / 4 * 3) {
            grow();
        }
        long hash = unit == 0 ? 1 : unit;
        int slot = slot(hash);
        if (hashes[slot] == 0) {
            put(slot, hash, second, arm | (crossed ? CROSSED : 0));
            size++;
            return;
        }
        int kept = states[slot] & ~CROSSED & 0xff;
        int mark = crossed || kept != arm ? CROSSED : states[slot] & CROSSED;
        int later = Integer.compareUnsigned(second, seconds[slot]);
        boolean first = later < 0 || later == 0 && arm < kept;
        put(slot, hash, first ? second : seconds[slot], (first ? arm : kept) | mark);
    }

    /** Makes room for another table's units; adding those in its order to a smaller table would pile them up. */
    void reserve(ExposureTable other) {
        while (hashes.length < other.hashes.length) {
            grow();
        }
    }

    void forEach(Visitor visitor) {
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                visitor.unit(hashes[slot], seconds[slot], states[slot] & 0xff);
            }
        }
    }

    private void put(int slot, long hash, int second, int state) {
        hashes[slot] = hash;
        seconds[slot] = second;
        states[slot] = (byte) state;
    }

    private int slot(long hash) {
        int slot = (int) hash & hashes.length - 1;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private void grow() {
        Check.that(hashes.length < 1 << 30, "a ledger holds at most 805 million units");
        var old = new ExposureTable();
        old.hashes = hashes;
        old.seconds = seconds;
        old.states = states;
        hashes = new long[hashes.length * 2];
        seconds = new int[hashes.length];
        states = new byte[hashes.length];
        old.forEach((hash, second, state) -> put(slot(hash), hash, second, state));
    }
}
