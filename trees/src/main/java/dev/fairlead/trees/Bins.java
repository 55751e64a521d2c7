package dev.fairlead.trees;

import java.util.List;
import java.util.Random;

/**
 * How a row becomes bytes. Each split of the model asks one question of one column: is the stored bin above the split's
 * cut? Yes is right. What a value is, a float or a double, missing or a category, is settled here and nowhere else.
 */
final class Bins {
    private final int width;
    private final Cuts cuts;
    private final CategoryColumns[] categories;
    private final int columns;
    private final BinnedTree[] trees;

    /**
     * @param width features per row
     * @param columns numerical ones first, then those of categories
     */
    Bins(int width, Cuts cuts, List<CategoryColumns> categories, int columns, BinnedTree[] trees) {
        this.width = width;
        this.cuts = cuts;
        this.categories = categories.toArray(CategoryColumns[]::new);
        this.columns = columns;
        this.trees = trees;
    }

    Cuts cuts() {
        return cuts;
    }

    int columns() {
        return columns;
    }

    /** The questions of the trees' splits. */
    BinnedTree[] trees() {
        return trees;
    }

    /** Rows whose values lie at the cuts, above them, and, some, nowhere. */
    float[] sample(Random random, int count) {
        var rows = new float[Math.multiplyExact(count, width)];
        for (int row = 0; row < count; row++) {
            cuts.sample(random, rows, row * width);
            for (CategoryColumns columns : categories) {
                columns.sample(random, rows, row * width);
            }
        }
        return rows;
    }

    /**
     * Finds the bins of rows; the bin of column {@code c} in row {@code r} goes to
     * {@code scratch.bins[r * rowStep + c * columnStep]}.
     *
     * @param rows row-major, the first at {@code from}
     */
    void find(BinSearch search, float[] rows, int from, int count, Scratch scratch, int rowStep, int columnStep) {
        search.find(cuts, rows, from, width, count, scratch, rowStep, columnStep);
        for (CategoryColumns columns : categories) {
            columns.find(search, rows, from, width, count, scratch, rowStep, columnStep);
        }
    }

    /** Finds the bins of rows of doubles. */
    void find(BinSearch search, double[] rows, int from, int count, Scratch scratch, int rowStep, int columnStep) {
        search.find(cuts, rows, from, width, count, scratch, rowStep, columnStep);
        for (CategoryColumns columns : categories) {
            columns.find(search, rows, from, width, count, scratch, rowStep, columnStep);
        }
    }
}
