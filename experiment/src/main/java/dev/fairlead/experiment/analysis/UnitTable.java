package dev.fairlead.experiment.analysis;

import java.util.function.LongConsumer;

/**
 * In which arm each unit was seen, by a 64-bit hash of its id: open addressing in two primitive arrays, 9 bytes a slot, at
 * most two thirds full. Of ten million units two have the same hash with a probability of 3 in a million.
 */
final class UnitTable {
    /** Seen in several arms. */
    static final byte SEVERAL = -1;

    private static final byte FREE = 0;
    private static final int LEAST = 16;

    private long[] hashes = new long[LEAST];
    /** The arm plus 1, {@link #SEVERAL} or {@link #FREE}. */
    private byte[] arms = new byte[LEAST];

    private int size;

    /** Mixes each UTF-16 code unit in (after MurmurHash64A by Appleby, public domain: its multiplier and shifts). */
    static long hash(String id) {
        long hash = id.length() * 0xC6A4A7935BD1E995L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0xC6A4A7935BD1E995L;
            hash ^= hash >>> 47;
        }
        return hash;
    }

    /** Notes a unit in an arm, and returns whether it was in that arm already. */
    boolean add(long hash, int arm) {
        return put(hash, (byte) (arm + 1));
    }

    private boolean put(long hash, byte seen) {
        if (3L * (size + 1) > 2L * hashes.length) {
            grow();
        }
        int slot = slot(hash);
        byte before = arms[slot];
        if (before == FREE) {
            hashes[slot] = hash;
            arms[slot] = seen;
            size++;
        } else if (before != seen) {
            arms[slot] = SEVERAL;
        }
        return before == seen && seen != SEVERAL;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash ^ hash >>> 32) & mask;
        while (arms[slot] != FREE && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        byte[] oldArms = arms;
        hashes = new long[oldHashes.length * 2];
        arms = new byte[oldArms.length * 2];
        for (int i = 0; i < oldArms.length; i++) {
            if (oldArms[i] != FREE) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                arms[slot] = oldArms[i];
            }
        }
    }

    /** Adds the units of another, and returns whether a unit is in the same arm in both. */
    boolean merge(UnitTable other) {
        boolean repeated = false;
        for (int i = 0; i < other.arms.length; i++) {
            if (other.arms[i] != FREE) {
                repeated |= put(other.hashes[i], other.arms[i]);
            }
        }
        return repeated;
    }

    /** How many units were seen in this arm alone. */
    long count(int arm) {
        return countOf((byte) (arm + 1));
    }

    private long countOf(byte seen) {
        long count = 0;
        for (byte each : arms) {
            count += each == seen ? 1 : 0;
        }
        return count;
    }

    /** Visits the hashes of units seen in several arms. */
    void forEachSeveral(LongConsumer visitor) {
        for (int i = 0; i < arms.length; i++) {
            if (arms[i] == SEVERAL) {
                visitor.accept(hashes[i]);
            }
        }
    }
}
