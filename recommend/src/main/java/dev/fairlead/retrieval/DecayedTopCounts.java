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
    private OrderedCounts top;
    private boolean more; // than the ordered ones

    DecayedTopCounts(Ids items, double halfLifeSeconds) {
        this(items, halfLifeSeconds, ORDERED);
    }

    /** @param most items in order */
    DecayedTopCounts(Ids items, double halfLifeSeconds, int most) {
        this.items = items;
        this.top = new OrderedCounts(items);
        this.most = most;
        this.decay = new ForwardDecay(halfLifeSeconds);
    }

    /** The first {@code count} items will soon be counted. */
    void expect(int[] ids, int count) {
        counts.expect(ids, count);
    }

    /** Counts 1 for the item. @param time in milliseconds since 1970 */
    void add(int item, long time) {
        rescale(decay.advance(time));
        double old = counts.get(item);
        double now = old + decay.weight(time);
        if (!(now > 0)) {
            return; // older than anything that still counts
        }
        boolean known = old > 0 && top.remove(item, old);
        counts.set(item, now);
        if (!known && top.size() == most) {
            more = true;
            if (!top.beforeLast(item, now)) {
                return;
            }
            top.removeLast(); // it is in order no more
        }
        top.add(item, now);
    }

    private void rescale(double factor) {
        if (factor == 1) {
            return;
        }
        counts.change(count -> ForwardDecay.scaled(count, factor));
        order(top.first(most, _ -> true));
    }

    /** Those that still count, which are in order already. */
    private void order(int[] ordered) {
        top = new OrderedCounts(items);
        for (int item : ordered) {
            if (counts.get(item) > 0) {
                top.add(item, counts.get(item));
            }
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
        int[] found = top.first(k, allowed);
        if (found.length == k || !more) {
            return found;
        }
        Comparator<Integer> order = (one, other) -> top.order(one, counts.get(one), other, counts.get(other));
        int[] inOrder = Arrays.stream(top.first(most, _ -> true)).sorted().toArray();
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
        int[] ordered = top.first(most, _ -> true);
        out.writeInt(ordered.length);
        for (int item : ordered) {
            out.writeInt(item);
        }
    }

    void load(DataInput in) throws IOException {
        decay.load(in);
        counts.load(in);
        more = in.readBoolean();
        int[] ordered = new int[in.readInt()];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = in.readInt();
        }
        order(ordered);
    }
}
