package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.state.Ids;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against a map that is sorted whenever it is asked. */
class OrderedCountsTest {
    private static final int ITEMS = 3_000;

    private final Ids names = new Ids();
    private final OrderedCounts ordered = new OrderedCounts(names);
    private final Map<Integer, Double> counts = new HashMap<>();

    private int[] sorted() {
        return counts.keySet().stream()
                .sorted(Comparator.comparingDouble((Integer item) -> -counts.getOrDefault(item, 0.0))
                        .thenComparing(names::text))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void itemsThatComeGoAndMoveAcrossBlocksStayInOrder() {
        SplittableRandom random = new SplittableRandom(1);
        for (int item = 0; item < ITEMS; item++) {
            names.intern("item-" + item * 7919 % ITEMS);
        }
        for (int step = 0; step < 40_000; step++) {
            int item = random.nextInt(ITEMS);
            Double old = counts.remove(item);
            if (old != null) {
                assertFalse(ordered.remove(item, old + 0.5), "with another count it is not there");
                assertTrue(ordered.remove(item, old));
            }
            boolean goes = old != null && random.nextInt(step < 30_000 ? 4 : 1) == 0;
            if (!goes) {
                double count = (old == null ? 0 : old) + random.nextInt(1, 4); // many are equal
                counts.put(item, count);
                ordered.add(item, count);
            }
            if (step % 1_000 == 0) {
                assertEquals(counts.size(), ordered.size());
                assertArrayEquals(sorted(), ordered.first(ITEMS, _ -> true), "after step " + step);
            }
        }
        while (ordered.size() > 1) {
            int[] before = sorted();
            int last = before[before.length - 1];
            double count = counts.getOrDefault(last, 0.0);
            assertTrue(ordered.beforeLast(before[0], count + 1));
            ordered.removeLast();
            counts.remove(last);
            if (ordered.size() % 200 == 1) {
                assertArrayEquals(sorted(), ordered.first(ITEMS, _ -> true));
            }
        }
    }
}
