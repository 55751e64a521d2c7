package dev.fairlead.features;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Features of a candidate among the others of its list. */
public final class ListColumns {
    private ListColumns() {}

    /** Place in the caller's order, 0 for the first: what an upstream ranking thought of it. */
    public static Column index() {
        return Column.perCandidate("listIndex", _ -> i -> i);
    }

    /** How many candidates there are. */
    public static Column size() {
        return Column.perRequest("listSize", Reading::size);
    }

    /** Share of the priced candidates that are cheaper, 0 to 1; NaN without a price. */
    public static Column priceRank() {
        return Column.perCandidate("listPriceRank", r -> {
            double[] sorted = sortedPrices(r);
            return ofPrice(r, price -> (double) lowerBound(sorted, price) / sorted.length);
        });
    }

    /** Price divided by the list's (lower) median price; NaN without a price. */
    public static Column priceToMedian() {
        return Column.perCandidate("listPriceToMedian", r -> {
            double[] sorted = sortedPrices(r);
            return ofPrice(r, price -> price / sorted[(sorted.length - 1) / 2]);
        });
    }

    /** Price divided by the list's lowest price; NaN without a price. */
    public static Column priceToLowest() {
        return Column.perCandidate("listPriceToLowest", r -> {
            double[] sorted = sortedPrices(r);
            return ofPrice(r, price -> price / sorted[0]);
        });
    }

    /** A column of the list relative to its own mean over the list: value minus mean of those that are known. */
    public static Column centred(Column column) {
        return relative("listCentred", column, (values, value) -> value - mean(values));
    }

    /** Share of the list's known values of a column that are higher, 0 to 1: 0 for the best. */
    public static Column rankOf(Column column) {
        return relative("listRankOf", column, ListColumns::shareHigher);
    }

    private interface Relation {
        double of(float[] values, float value);
    }

    private static Column relative(String name, Column column, Relation relation) {
        return Column.perCandidate(name + "(" + column.spec() + ")", r -> {
            float[] values = new float[r.size()];
            column.filler().fill(r, values, 1, 0);
            return i -> Float.isNaN(values[i]) ? Double.NaN : relation.of(values, values[i]);
        });
    }

    private static double mean(float[] values) {
        double sum = 0;
        int n = 0;
        for (float v : values) {
            if (!Float.isNaN(v)) {
                sum += v;
                n++;
            }
        }
        return sum / n;
    }

    private static double shareHigher(float[] values, float value) {
        int higher = 0;
        int n = 0;
        for (float v : values) {
            if (!Float.isNaN(v)) {
                n++;
                higher += v > value ? 1 : 0;
            }
        }
        return (double) higher / n;
    }

    private static IntToDoubleFunction ofPrice(Reading r, DoubleUnaryOperator f) {
        return i -> Double.isNaN(r.price(i)) ? Double.NaN : f.applyAsDouble(r.price(i));
    }

    private static double[] sortedPrices(Reading r) {
        double[] prices = new double[r.size()];
        int n = 0;
        for (int i = 0; i < r.size(); i++) {
            if (!Double.isNaN(r.price(i))) {
                prices[n++] = r.price(i);
            }
        }
        prices = Arrays.copyOf(prices, n);
        Arrays.sort(prices);
        return prices;
    }

    /** How many of {@code sorted} are below {@code value}. */
    private static int lowerBound(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
