package dev.fairlead.feed;

import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The items with the latest of some time each, newest first; of equal times the lower id first. */
final class Newest implements Saved {
    private record Dated(long time, int item) {}

    private static final Comparator<Dated> ORDER =
            Comparator.comparingLong((Dated dated) -> -dated.time).thenComparingInt(Dated::item);

    private final int capacity;
    private final TreeSet<Dated> kept = new TreeSet<>(ORDER);
    private final Map<Integer, Long> times = new HashMap<>();

    /** @param capacity items kept: more than are ever asked for, as many of them may be sold out */
    Newest(int capacity) {
        this.capacity = capacity;
    }

    /** From now on the item has this time, in milliseconds since 1970; 0, not known, takes it out. */
    void put(int item, long time) {
        Long before = times.get(item);
        if (before != null) {
            if (before == time) {
                return;
            }
            kept.remove(new Dated(before, item));
            times.remove(item);
        }
        if (time != 0) {
            kept.add(new Dated(time, item));
            times.put(item, time);
        }
        if (kept.size() > capacity) {
            times.remove(kept.removeLast().item);
        }
    }

    /** The newest items that are accepted. */
    int[] find(int limit, IntPredicate accept) {
        return all().filter(accept).limit(limit).toArray();
    }

    /** All that are kept, newest first. */
    IntStream all() {
        return kept.stream().mapToInt(Dated::item);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(kept.size());
        for (Dated dated : kept) {
            out.writeInt(dated.item);
            out.writeLong(dated.time);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            put(in.readInt(), in.readLong());
        }
    }
}
