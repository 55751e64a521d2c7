package dev.fairlead.retrieval;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.market.features.ItemSimilarity;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A linear model of items by items: an item's score is the sum of the weights from what somebody met, {@code Σ_p 2^(−p / h) B(i_p, j)}, where
 * p counts the items met later than i_p, and h is the half-life. Weights are those of {@link EaseTrainer}, of each item the ones that are farthest
 * from 0. Immutable; safe for use by many threads.
 */
public final class EaseModel implements ItemSimilarity {
    private final List<String> items;
    private final double halfLife;
    private final int[] starts; // of each item's weights, and their number
    private final int[] to;
    private final float[] weights;
    private final Map<String, Integer> places;

    /**
     * @param items that were learnt
     * @param halfLife in items met since
     * @param starts where each item's weights begin, and at the end their number
     * @param to places of the items that the weights lead to
     * @throws IllegalArgumentException if these do not fit together
     */
    EaseModel(List<String> items, double halfLife, int[] starts, int[] to, float[] weights) {
        this.items = List.copyOf(items);
        this.halfLife = halfLife;
        this.starts = starts;
        this.to = to;
        this.weights = weights;
        this.places = HashMap.newHashMap(items.size());
        for (int i = 0; i < items.size(); i++) {
            places.put(items.get(i), i);
        }
        boolean rising = IntStream.range(0, starts.length - 1).allMatch(i -> starts[i] <= starts[i + 1]);
        if (starts.length != items.size() + 1
                || starts[0] != 0
                || !rising
                || starts[items.size()] != to.length
                || to.length != weights.length
                || places.size() != items.size()
                || IntStream.of(to).anyMatch(place -> place < 0 || place >= items.size())) {
            throw new IllegalArgumentException("weights between items do not fit together");
        }
    }

    /** How many items were learnt. */
    public int size() {
        return items.size();
    }

    private float[] sums(int[] met, IntFunction<String> names) {
        float[] sums = new float[items.size()];
        for (int p = 0; p < met.length; p++) {
            Integer from = places.get(names.apply(met[p]));
            if (from != null) {
                float share = (float) Math.pow(2, -p / halfLife);
                for (int w = starts[from]; w < starts[from + 1]; w++) {
                    sums[to[w]] += share * weights[w];
                }
            }
        }
        return sums;
    }

    @Override
    public IntToDoubleFunction scores(int[] met, IntFunction<String> names) {
        float[] sums = sums(met, names);
        return id -> {
            Integer place = id < 0 ? null : places.get(names.apply(id));
            return place == null ? 0 : sums[place];
        };
    }

    @Override
    public int[] best(int[] met, IntFunction<String> names, ToIntFunction<String> ids, IntPredicate accept, int limit) {
        float[] sums = sums(met, names);
        return IntStream.range(0, sums.length)
                .filter(place -> sums[place] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer place) -> -sums[place]))
                .mapToInt(place -> ids.applyAsInt(items.get(place)))
                .filter(id -> id >= 0 && accept.test(id))
                .limit(limit)
                .toArray();
    }

    public void write(FieldWriter out) {
        out.texts("items", items);
        out.number("half_life", halfLife);
        out.whole("weights", weights.length);
        Pack.write(out, "starts", longs(starts));
        Pack.write(out, "to", longs(to));
        Pack.write(out, "values", weights);
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    /** @throws ContractViolation if something is missing or does not fit together */
    public static EaseModel read(Contract in) throws ContractViolation {
        List<String> items = in.texts("items");
        double halfLife = in.number("half_life", 0.01, 1e9);
        int count = (int) in.whole("weights", 0, Integer.MAX_VALUE / 8);
        long[] starts = Pack.longs(in, "starts", items.size() + 1);
        long[] to = Pack.longs(in, "to", count);
        float[] weights = Pack.floats(in, "values", count);
        try {
            return new EaseModel(items, halfLife, ints(starts), ints(to), weights);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ContractViolation("item_similarity", Objects.toString(e.getMessage()));
        }
    }
}
