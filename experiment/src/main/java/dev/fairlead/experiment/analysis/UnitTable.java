package dev.fairlead.experiment.analysis;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * In which arm each unit was seen, by a 64-bit hash of its id. The hash's first {@value #SHARD_BITS} bits choose a table, the others
 * stand in it beside the arm: open addressing, 8 bytes a slot, at most three quarters full, one memory access a unit. Of ten
 * million units two have the same hash with a probability of 3 in a million.
 */
final class UnitTable {
    private static final int SHARD_BITS = 8;
    /** The greatest number of arms; the last byte of an entry is 1 more than the arm's number. */
    static final int MOST_ARMS = (1 << SHARD_BITS) - 2;
    /** Seen in several arms. */
    private static final int SEVERAL = (1 << SHARD_BITS) - 1;

    private static final int WAITING = 64;

    private final Shard[] shards = new Shard[1 << SHARD_BITS];
    /** Of entries that wait for their table, whether one was there already. */
    private boolean repeated;

    UnitTable() {
        Arrays.setAll(shards, _ -> new Shard());
    }

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
        return shard(hash).put(hash << SHARD_BITS | arm + 1);
    }

    /**
     * The same, but whether the unit was in that arm is told by {@link #repeated} for all units together: entries wait for others of
     * their table, so that its memory is accessed by many at a time.
     */
    void addLater(long hash, int arm) {
        repeated |= shard(hash).putLater(hash << SHARD_BITS | arm + 1);
    }

    /** Whether a unit that was added later was in its arm already. */
    boolean repeated() {
        for (Shard shard : shards) {
            repeated |= shard.putWaiting();
        }
        return repeated;
    }

    private Shard shard(long hash) {
        return shards[(int) (hash >>> -SHARD_BITS)];
    }

    /** Adds the units of another, and returns whether a unit is in the same arm in both. */
    boolean merge(UnitTable other) {
        repeated |= repeated() | other.repeated();
        for (int i = 0; i < shards.length; i++) {
            repeated |= shards[i].merge(other.shards[i]);
        }
        return repeated;
    }

    /** How many units were seen in this arm alone. */
    long count(int arm) {
        long count = 0;
        for (Shard shard : shards) {
            for (long entry : shard.entries) {
                count += Shard.seen(entry) == arm + 1 ? 1 : 0;
            }
        }
        return count;
    }

    /** Visits the hashes of units seen in several arms. */
    void forEachSeveral(LongConsumer visitor) {
        for (int i = 0; i < shards.length; i++) {
            for (long entry : shards[i].entries) {
                if (Shard.seen(entry) == SEVERAL) {
                    visitor.accept((long) i << -SHARD_BITS | entry >>> SHARD_BITS);
                }
            }
        }
    }

    /** Units whose hashes begin alike. An entry is the rest of the hash and, in its last byte, where the unit was seen; 0 is free. */
    private static final class Shard {
        private long[] entries = new long[16];
        private int size;
        private long[] waiting = {};
        private int waitingSize;

        static int seen(long entry) {
            return (int) entry & SEVERAL;
        }

        /** Room first: entries come in the order of their slots, which in a smaller table would be one long run. */
        boolean merge(Shard other) {
            while (4L * (size + other.size) > 3L * entries.length) {
                grow();
            }
            boolean repeated = false;
            for (long entry : other.entries) {
                if (entry != 0) {
                    repeated |= put(entry);
                }
            }
            return repeated;
        }

        boolean putLater(long entry) {
            if (waiting.length == 0) {
                waiting = new long[WAITING];
            }
            waiting[waitingSize++] = entry;
            return waitingSize == WAITING && putWaiting();
        }

        /** Returns whether one of them was there. */
        boolean putWaiting() {
            boolean repeated = false;
            for (int i = 0; i < waitingSize; i++) {
                repeated |= put(waiting[i]);
            }
            waitingSize = 0;
            return repeated;
        }

        /** Returns whether the entry was there. */
        boolean put(long entry) {
            if (4 * (size + 1) > 3 * entries.length) {
                grow();
            }
            int slot = slot(entry);
            long before = entries[slot];
            if (before == 0) {
                entries[slot] = entry;
                size++;
                return false;
            }
            if (before != entry) {
                entries[slot] = before | SEVERAL;
            }
            return before == entry && seen(entry) != SEVERAL;
        }

        private int slot(long entry) {
            int mask = entries.length - 1;
            long rest = entry >>> SHARD_BITS;
            int slot = (int) (rest ^ rest >>> 28) & mask;
            while (entries[slot] != 0 && entries[slot] >>> SHARD_BITS != rest) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        private void grow() {
            long[] old = entries;
            entries = new long[old.length * 2];
            for (long entry : old) {
                if (entry != 0) {
                    entries[slot(entry)] = entry;
                }
            }
        }
    }
}
