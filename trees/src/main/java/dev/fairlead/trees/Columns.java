package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a row of features becomes the row of doubles that the walk compares. The walk knows no missing values: a missing
 * value is replaced here by −∞, which every split sends left, or by +∞, which every split sends right. As splits on one
 * feature may send it different ways, a feature can have several columns.
 *
 * <p>Column 0 is no feature but always {@link #LEFTMOST}: leaves compare with it to stay where they are.
 */
final class Columns {
    static final double LEFTMOST = Double.NEGATIVE_INFINITY;

    /** LightGBM's kZeroThreshold, which is a float literal: at most this far from 0 is 0. */
    private static final double ZERO = 1e-35f;

    /** Below every absolute value: nothing counts as zero. */
    private static final double NO_ZERO = -1;

    private final int[] feature;
    private final double[] zero;
    private final double[] missing;
    private final double[] most;

    private Columns(List<Column> columns) {
        feature = columns.stream().mapToInt(Column::feature).toArray();
        zero = columns.stream().mapToDouble(Column::zero).toArray();
        missing = columns.stream().mapToDouble(Column::missing).toArray();
        most = columns.stream().mapToDouble(Column::most).toArray();
    }

    /** How long the row for the walk is. */
    int width() {
        return feature.length + 1;
    }

    /** Fills {@code cells[at .. at + width())} from the features that start at {@code rows[from]}. */
    void fill(float[] rows, int from, double[] cells, int at) {
        cells[at] = LEFTMOST;
        for (int i = 0; i < feature.length; i++) {
            cells[at + 1 + i] = cell(rows[from + feature[i]], i);
        }
    }

    /** Fills {@code cells[at .. at + width())} from the features that start at {@code rows[from]}. */
    void fill(double[] rows, int from, double[] cells, int at) {
        cells[at] = LEFTMOST;
        for (int i = 0; i < feature.length; i++) {
            cells[at + 1 + i] = cell(rows[from + feature[i]], i);
        }
    }

    private double cell(double value, int column) {
        if (Double.isNaN(value) || Math.abs(value) <= zero[column]) {
            return missing[column];
        }
        return value > most[column] ? most[column] : value;
    }

    /**
     * A feature and its replacements.
     *
     * @param zero up to this absolute value, a value is missing, as NaN is
     * @param missing stands for missing values
     * @param most stands for all values above it
     */
    private record Column(int feature, double zero, double missing, double most) {}

    /** Gives out column numbers, the same for the same use of a feature. */
    static final class Builder {
        private final Map<Column, Integer> numbers = new HashMap<>();
        private final List<Column> columns = new ArrayList<>();

        /** The column in which a numerical split finds its feature; its threshold there is {@link #threshold}. */
        int split(Tree tree, int split) {
            double threshold = tree.threshold()[split];
            boolean left = switch (tree.missing(split)) {
                case NONE -> 0 <= threshold;
                case ZERO, NAN -> tree.missingGoesLeft(split);
            };
            return number(new Column(
                    tree.feature()[split],
                    tree.missing(split) == Tree.Missing.ZERO ? ZERO : NO_ZERO,
                    left ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY,
                    Double.isInfinite(threshold) ? Double.MAX_VALUE : Double.POSITIVE_INFINITY));
        }

        /**
         * A finite threshold other than −0 that splits a column as the given one splits the feature. An infinite one, which
         * only missing values can pass to the right, becomes the largest double, and its column holds nothing between.
         */
        static double threshold(double threshold) {
            return Math.min(threshold, Double.MAX_VALUE) + 0.0;
        }

        /** The column that holds a feature as it is, NaN included. */
        int plain(int feature) {
            return number(new Column(feature, NO_ZERO, Double.NaN, Double.POSITIVE_INFINITY));
        }

        private int number(Column column) {
            return numbers.computeIfAbsent(column, added -> {
                columns.add(added);
                return columns.size();
            });
        }

        Columns build() {
            return new Columns(columns);
        }
    }
}
