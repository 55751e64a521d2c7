package dev.fairlead.market.features;

import dev.fairlead.state.Column;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** Features of a candidate among the others of its list. */
public final class ListColumns {
    private ListColumns() {}

    /** Place in the caller's order, 0 for the first: what an upstream ranking thought of it. */
    public static Column<MarketRequest> index() {
        return Column.perCandidate("listIndex", (_, i) -> i);
    }

    /** How many candidates there are. */
    public static Column<MarketRequest> size() {
        return Column.perRequest("listSize", MarketRequest::size);
    }

    /** Share of the priced candidates that are cheaper, 0 to 1; NaN without a price. */
    public static Column<MarketRequest> priceRank() {
        return Column.perCandidate(
                "listPriceRank",
                (r, i) -> Double.isNaN(r.price(i))
                        ? Double.NaN
                        : (double) lowerBound(r.sortedPrices(), r.price(i)) / r.sortedPrices().length);
    }

    /** Price divided by the list's (lower) median price; NaN without a price, or when that is 0. */
    public static Column<MarketRequest> priceToMedian() {
        return Column.perCandidate(
                "listPriceToMedian",
                r -> {
                    double[] sorted = r.sortedPrices();
                    return sorted.length == 0 ? Double.NaN : sorted[(sorted.length - 1) / 2];
                },
                MarketRequest::priceTo);
    }

    /** Price divided by the list's lowest price; NaN without a price, or when that is 0. */
    public static Column<MarketRequest> priceToLowest() {
        return Column.perCandidate(
                "listPriceToLowest",
                r -> r.sortedPrices().length == 0 ? Double.NaN : r.sortedPrices()[0],
                MarketRequest::priceTo);
    }

    /** A column of the list relative to its own mean over the list: value minus mean of those that are known. */
    public static Column<MarketRequest> centred(Column<? super MarketRequest> column) {
        return relative("listCentred", column, known -> {
            double mean = mean(known);
            return value -> value - mean;
        });
    }

    /** Share of the list's known values of a column that are higher, 0 to 1: 0 for the best. */
    public static Column<MarketRequest> rankOf(Column<? super MarketRequest> column) {
        return relative("listRankOf", column, known -> {
            Arrays.sort(known);
            return value -> (double) (known.length - upperBound(known, value)) / known.length;
        });
    }

    /** What a value is among the known values of a list, which are given once. */
    private interface Relation {
        DoubleUnaryOperator among(double[] known);
    }

    private static Column<MarketRequest> relative(
            String name, Column<? super MarketRequest> column, Relation relation) {
        String spec = name + "(" + column.spec() + ")";
        return new Column<>(spec, false, (r, rows, width, at) -> {
            float[] values = new float[r.size()];
            column.filler().fill(r, values, 1, 0);
            DoubleUnaryOperator of = relation.among(known(values.length, i -> values[i]));
            for (int i = 0; i < values.length; i++) {
                rows[i * width + at] = Float.isNaN(values[i]) ? Float.NaN : (float) of.applyAsDouble(values[i]);
            }
        });
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }

    /** Those of {@code n} values that are not NaN, in order. */
    private static double[] known(int n, IntToDoubleFunction value) {
        double[] known = new double[n];
        int size = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(value.applyAsDouble(i))) {
                known[size++] = value.applyAsDouble(i);
            }
        }
        return Arrays.copyOf(known, size);
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

    /** How many of {@code sorted} are at most {@code value}. */
    private static int upperBound(double[] sorted, double value) {
        return lowerBound(sorted, Math.nextUp(value));
    }
}
