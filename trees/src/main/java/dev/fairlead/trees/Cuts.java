package dev.fairlead.trees;

import java.util.Random;

/**
 * Where the numerical columns are cut. The bin of a value is the number of cuts below it, so {@code value > cut i} holds
 * exactly when {@code bin > i}, and a split needs no more than the bin: a byte. A feature with more than {@value #MOST}
 * cuts has several columns, each with its share of them.
 *
 * <p>Bins are stored less 128, because bytes are compared as signed.
 *
 * <p>Each column has a table of rising cuts, filled up with +∞, which is below nothing: {@value #SMALL} of them, or, if
 * there are more, {@value #SMALL} pivots (the last cut of each sixteenth) and then {@value #LARGE} cuts.
 *
 * @param feature that each column is of
 * @param zero up to this absolute value, a value of the column is missing, as NaN is; negative if only NaN is
 * @param missing stored bin of a missing value
 * @param start of each column's table
 * @param large whether it is the larger kind
 * @param doubles all tables, for rows of doubles
 * @param floats the same tables for rows of floats: each cut rounded down, so that a float is above both or neither
 */
record Cuts(
        int[] feature, double[] zero, byte[] missing, int[] start, boolean[] large, double[] doubles, float[] floats) {
    static final int MOST = 255;
    static final int SMALL = 16;
    static final int LARGE = 256;

    /** What a bin is stored less. */
    static final int BIAS = 128;

    int columns() {
        return feature.length;
    }

    /** Fills in the features of the row that starts at {@code at}. */
    void sample(Random random, float[] rows, int at) {
        for (int column = 0; column < columns(); column++) {
            int table = start[column] + (large[column] ? SMALL : 0);
            int i = random.nextInt(large[column] ? LARGE : SMALL);
            while (Float.isInfinite(floats[table + i]) && i > 0) {
                i /= 2;
            }
            float cut = floats[table + i];
            rows[at + feature[column]] = switch (random.nextInt(8)) {
                case 0 -> Float.NaN;
                case 1, 2, 3 -> cut;
                default -> Math.nextUp(cut);
            };
        }
    }

    static float roundedDown(double cut) {
        float rounded = (float) cut;
        return rounded > cut ? Math.nextDown(rounded) : rounded;
    }
}
