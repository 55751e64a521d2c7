package dev.fairlead.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Sorting by score. */
final class Order {
    private Order() {}

    /** Places of the items from the highest score to the lowest; equal scores keep their order (0.0 equals −0.0). */
    static int[] descending(double[] scores) {
        return sorted(scores, Comparator.comparingDouble((Integer i) -> -scores[i] + 0.0));
    }

    /** Places from the lowest score to the highest; equal scores keep their order. */
    static int[] ascending(double[] scores) {
        return sorted(scores, Comparator.comparingDouble((Integer i) -> scores[i] + 0.0));
    }

    private static int[] sorted(double[] scores, Comparator<Integer> by) {
        Integer[] places = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(places, by);
        return Arrays.stream(places).mapToInt(Integer::intValue).toArray();
    }
}
