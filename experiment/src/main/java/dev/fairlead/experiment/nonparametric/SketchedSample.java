package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;

/**
 * What a sketch holds at one moment. Within a cell, rows are taken to lie evenly from its least value to its greatest: of m
 * rows of a continuous distribution that misplaces a rank by about √m / 2, which is little beside the √n / 2 of chance.
 */
final class SketchedSample implements ClusteredSample {
    private final double[] least;
    private final double[] greatest;
    private final long[] rows;
    /** Up to the end of each cell. */
    private final long[] upTo;

    private final long[] squares;
    private final long[] products;
    private final long clusters;
    private final long sizes;

    SketchedSample(CellTable.Sorted cells, long clusters, long sizes) {
        Check.that(cells.rows().length > 0, "the sample has no rows");
        least = cells.least();
        greatest = cells.greatest();
        rows = cells.rows();
        upTo = sums(rows);
        squares = sums(cells.squares());
        products = sums(cells.products());
        this.clusters = clusters;
        this.sizes = sizes;
    }

    private static long[] sums(long[] changes) {
        long[] sums = changes.clone();
        Arrays.parallelPrefix(sums, Long::sum);
        return sums;
    }

    @Override
    public long rows() {
        return upTo[upTo.length - 1];
    }

    @Override
    public long clusters() {
        return clusters;
    }

    @Override
    public double quantile(double share) {
        long rank = Math.clamp((long) Math.ceil(share * rows() - 1e-9), 1, rows());
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long before = upTo[low] - rows[low];
        return rows[low] == 1
                ? least[low]
                : least[low] + (greatest[low] - least[low]) * (rank - before - 1) / (rows[low] - 1.0);
    }

    /** Of the share up to the value: Σ (k − F n)² = Σ k² − 2 F Σ k n + F² Σ n². */
    @Override
    public double shareError(double value) {
        int cell = cell(value);
        double all = rows();
        if (cell < 0) {
            return ClusteredSample.shareError(0, clusters, all);
        }
        double within = within(cell, value);
        double share = upTo(upTo, cell, within) / all;
        double sum = upTo(squares, cell, within) - 2 * share * upTo(products, cell, within) + share * share * sizes;
        return ClusteredSample.shareError(sum, clusters, all);
    }

    /** The last cell with a value up to this one; −1 if there is none. */
    private int cell(double value) {
        int found = Arrays.binarySearch(least, value + 0.0);
        return found >= 0 ? found : -found - 2;
    }

    /** The share of a cell's rows up to a value that is not below its least. */
    private double within(int cell, double value) {
        if (value >= greatest[cell]) {
            return 1;
        }
        double place = (value - least[cell]) / (greatest[cell] - least[cell]);
        return (1 + place * (rows[cell] - 1)) / rows[cell];
    }

    private static double upTo(long[] sums, int cell, double within) {
        double before = cell == 0 ? 0 : sums[cell - 1];
        return before + within * (sums[cell] - before);
    }
}
