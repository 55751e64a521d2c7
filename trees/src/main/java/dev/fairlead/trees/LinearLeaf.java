package dev.fairlead.trees;

/**
 * The linear function of one leaf: constant + Σ coefficient · feature, summed in order.
 *
 * @param features what it reads: features of a row or, once packed, columns of a {@link Columns} row
 * @param coefficients one for each of them
 * @param fallback the output when any of them is NaN
 */
record LinearLeaf(double constant, int[] features, double[] coefficients, double fallback) {

    /** The output for the row that starts at {@code from}. */
    double output(double[] row, int from) {
        double output = constant;
        for (int i = 0; i < features.length; i++) {
            double value = row[from + features[i]];
            if (Double.isNaN(value)) {
                return fallback;
            }
            output += Math.abs(value) > BinsBuilder.ZERO ? coefficients[i] * value : 0;
        }
        return output;
    }
}
