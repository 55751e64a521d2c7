package dev.fairlead.retrieval;

import dev.fairlead.state.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Exponentially decayed counts of items, the largest always in order. All counts decay alike, so their order changes by
 * additions only ({@link ForwardDecay}), and an item enters the ordered ones by an addition of its own: they are exact.
 *
 * <p>Order of additions does not matter but for rounding. Memory: 24 to 48 bytes an item.
 */
final class DecayedTopCounts {
    /** Items in order. Who asks for more, or rejects most of them, waits until all others have been sorted. */
    private static final int ORDERED = 8_192;

    private final Ids items;
    private final int most;
    private final ForwardDecay decay;
    private final Counts counts = new Counts();
    private int[] top = new int[16];
    private double[] topCounts = new double[16]; // parallel to top
    private int ordered;
    private boolean more; // than the ordered ones

    DecayedTopCounts(Ids items, double halfLifeSeconds) {
        this(items, halfLifeSeconds, ORDERED);
    }

    /** @param most items in order */
    DecayedTopCounts(Ids items, double halfLifeSeconds, int most) {
        this.items = items;
        this.most = most;
        this.decay = new ForwardDecay(halfLifeSeconds);
    }

    /** Counts 1 for the item. @param time in milliseconds since 1970 */
    void add(int item, long time) {
        rescale(decay.advance(time));
        double old = counts.get(item);
        double now = old + decay.weight(time);
        if (!(now > 0)) {
            return; // older than anything that still counts
        }
        int from = old > 0 ? place(item, old, ordered) : ordered;
        if (from < ordered && top[from] != item) {
            from = ordered;
        }
        int to = place(item, now, from);
        counts.set(item, now);
        if (from == ordered) {
            if (ordered < most) {
                grow(++ordered);
            } else {
                more = true;
                if (to == ordered) {
                    return;
                }
                from--; // the last one is in order no more
            }
        }
        System.arraycopy(top, to, top, to + 1, from - to);
        System.arraycopy(topCounts, to, topCounts, to + 1, from - to);
        top[to] = item;
        topCounts[to] = now;
    }

    private void grow(int size) {
        if (size > top.length) {
            int room = Math.max(size, 2 * top.length);
            top = Arrays.copyOf(top, room);
            topCounts = Arrays.copyOf(topCounts, room);
        }
    }

    /** How many of the first {@code end} ordered items come before an item of this count. */
    private int place(int item, double count, int end) {
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order(top[middle], topCounts[middle], item, count) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Below 0 when one comes before the other: by count, then by name. */
    private int order(int one, double count, int other, double otherCount) {
        int byCount = Double.compare(otherCount, count);
        return byCount != 0 || one == other ? byCount : items.text(one).compareTo(items.text(other));
    }

    private void rescale(double factor) {
        if (factor == 1) {
            return;
        }
        counts.change(count -> ForwardDecay.scaled(count, factor));
        for (int i = 0; i < ordered; i++) {
            topCounts[i] = counts.get(top[i]);
        }
        while (ordered > 0 && topCounts[ordered - 1] == 0) {
            ordered--;
        }
    }

    /** The decayed count; 0 for what was never added. */
    double count(int item, long time) {
        return counts(time).applyAsDouble(item);
    }

    /** The decayed counts of a time. */
    IntToDoubleFunction counts(long time) {
        double weight = decay.weight(time);
        return item -> {
            double count = item < 0 ? 0 : counts.get(item);
            return count == 0 ? 0 : count / weight;
        };
    }

    /** The first {@code k} allowed items. */
    int[] best(int k, IntPredicate allowed) {
        int[] found = Arrays.stream(top, 0, ordered).filter(allowed).limit(k).toArray();
        if (found.length == k || !more) {
            return found;
        }
        Comparator<Integer> order = (one, other) -> order(one, counts.get(one), other, counts.get(other));
        int[] inOrder = Arrays.stream(top, 0, ordered).sorted().toArray();
        int[] others = counts.ids()
                .filter(item -> Arrays.binarySearch(inOrder, item) < 0 && allowed.test(item))
                .boxed()
                .sorted(order)
                .limit(k - found.length)
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.concat(Arrays.stream(found), Arrays.stream(others)).toArray();
    }

    void save(DataOutput out) throws IOException {
        decay.save(out);
        counts.save(out);
        out.writeBoolean(more);
        out.writeInt(ordered);
        for (int i = 0; i < ordered; i++) {
            out.writeInt(top[i]);
        }
    }

    void load(DataInput in) throws IOException {
        decay.load(in);
        counts.load(in);
        more = in.readBoolean();
        ordered = in.readInt();
        grow(ordered);
        for (int i = 0; i < ordered; i++) {
            top[i] = in.readInt();
            topCounts[i] = counts.get(top[i]);
        }
    }
}
