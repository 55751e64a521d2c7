package dev.fairlead.experiment.assignment;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A hash table with open addressing, in arrays of primitives; the hash 0 marks a free slot, and a unit's 0 becomes 1. */
final class ExposureTable {
    private static final int SMALLEST = 16;
    private static final int MOST_SLOTS = 1 << 30;
    private static final int MULTIPLE = 0x80;

    private long[] hashes = new long[SMALLEST];
    private int[] seconds = new int[SMALLEST];
    private byte[] states = new byte[SMALLEST];
    private int size;
    private int multipleExposures;

    /** Sees a unit: its hash, the second of its first exposure as an unsigned number, and its arm with the mark of crossing. */
    interface Visitor {
        void unit(long hash, int second, int state);
    }

    int size() {
        return size;
    }

    /** How many units met two arms or more. */
    int multipleExposures() {
        return multipleExposures;
    }

    /** Adds an exposure: the earlier one counts, in the same second the lower arm. */
    void add(long unit, int second, int arm, boolean alsoAnother) {
        if (size >= hashes.length / 4 * 3) {
            grow();
        }
        long hash = unit == 0 ? 1 : unit;
        int slot = slot(hash);
        if (hashes[slot] == 0) {
            put(slot, hash, second, arm | (alsoAnother ? MULTIPLE : 0));
            size++;
            multipleExposures += alsoAnother ? 1 : 0;
            return;
        }
        int kept = states[slot] & ~MULTIPLE & 0xff;
        int mark = alsoAnother || kept != arm ? MULTIPLE : states[slot] & MULTIPLE;
        multipleExposures += mark - (states[slot] & MULTIPLE) != 0 ? 1 : 0;
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

    void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                out.writeLong(hashes[slot]);
                out.writeInt(seconds[slot]);
                out.writeByte(states[slot]);
            }
        }
    }

    /** Adds what was saved. */
    void load(DataInput in) throws IOException {
        int units = in.readInt();
        if (units < 0 || units >= MOST_SLOTS / 4 * 3) {
            throw new IOException("a ledger cannot hold " + units + " units");
        }
        while (units >= hashes.length / 4 * 3) {
            grow();
        }
        for (int i = 0; i < units; i++) {
            long hash = in.readLong();
            int second = in.readInt();
            int state = in.readUnsignedByte();
            add(hash, second, state & ~MULTIPLE, (state & MULTIPLE) != 0);
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
        Check.that(hashes.length < MOST_SLOTS, "a ledger holds at most 805 million units");
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
