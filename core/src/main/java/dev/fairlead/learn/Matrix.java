package dev.fairlead.learn;

import java.util.stream.IntStream;

/**
 * What a trainer reads.
 *
 * @param rows row-major, {@code width} floats a row; NaN stands for "not known"
 * @param labels one per row: a grade (0, 1, 2, …) or a class (0, 1)
 * @param weights one per row, or empty for 1 each
 * @param groups rows per list, in order, summing to the number of rows; empty when rows stand alone
 */
public record Matrix(float[] rows, int width, float[] labels, float[] weights, int[] groups) {
    /** No rows at all: "without validation". */
    public static final Matrix EMPTY = new Matrix(new float[0], 1, new float[0], new float[0], new int[0]);

    public Matrix {
        if (width < 1 || rows.length != labels.length * width) {
            throw new IllegalArgumentException(rows.length + " floats are not " + labels.length + " rows of " + width);
        }
        if (weights.length != 0 && weights.length != labels.length) {
            throw new IllegalArgumentException(weights.length + " weights for " + labels.length + " rows");
        }
        long grouped = IntStream.of(groups).asLongStream().sum();
        if (groups.length != 0 && grouped != labels.length) {
            throw new IllegalArgumentException(
                    "groups of " + grouped + " rows together for " + labels.length + " rows");
        }
    }

    public int size() {
        return labels.length;
    }
}
