package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Exponentially decayed counts of items, always in order. All counts decay alike, so their order changes by additions only:
 * the logarithm to base 2 of a count as of a fixed time is kept, which neither decays nor overflows.
 *
 * <p>Order of additions does not matter but for rounding. Memory: about 150 bytes an item.
 */
final class Leaders {
    private record Entry(double log, String item) {}

    private static final Comparator<Entry> BEST_FIRST =
            Comparator.comparingDouble((Entry e) -> -e.log).thenComparing(Entry::item);

    private final double halfLifeSeconds;
    private final Map<String, Entry> entries = new HashMap<>();
    private final NavigableSet<Entry> order = new TreeSet<>(BEST_FIRST);

    Leaders(double halfLifeSeconds) {
        this.halfLifeSeconds = halfLifeSeconds;
    }

    void add(String item, double amount, long time) {
        double log = log2(amount) + time / 1000.0 / halfLifeSeconds;
        Entry old = entries.get(item);
        if (old != null) {
            order.remove(old);
            log = sum(old.log, log);
        }
        Entry fresh = new Entry(log, item);
        entries.put(item, fresh);
        order.add(fresh);
    }

    /** log2(2^a + 2^b). */
    static double sum(double a, double b) {
        if (Math.abs(a - b) > 60) {
            return Math.max(a, b); // the other one is below the last bit
        }
        return Math.max(a, b) + log2(1 + StrictMath.pow(2, -Math.abs(a - b)));
    }

    private static double log2(double x) {
        return StrictMath.log(x) / StrictMath.log(2);
    }

    /** The decayed count; 0 for what was never added. */
    double count(String item, long time) {
        Entry entry = entries.get(item);
        return entry == null ? 0 : StrictMath.pow(2, entry.log - time / 1000.0 / halfLifeSeconds);
    }

    /** The first allowed items with their counts. */
    List<Found> best(SourceQuery query, int k) {
        List<Found> found = new ArrayList<>();
        for (Entry entry : order) {
            if (found.size() == k) {
                break;
            }
            if (query.allowed().test(entry.item)) {
                found.add(
                        new Found(entry.item, StrictMath.pow(2, entry.log - query.time() / 1000.0 / halfLifeSeconds)));
            }
        }
        return found;
    }
}
