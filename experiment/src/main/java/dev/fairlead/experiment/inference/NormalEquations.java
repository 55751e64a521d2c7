package dev.fairlead.experiment.inference;

import java.util.Arrays;
import java.util.List;

/**
 * Least squares from the cross-products of all rows, centred at their means, which keeps the squared condition number
 * small.
 *
 * @param centring what brings the products to the centre
 * @param coefficients the intercept, at the centre, and those of the columns
 */
record NormalEquations(double[] centring, double[] coefficients, double[][] bread) {
    static NormalEquations of(double[] products, List<String> names) {
        int k = names.size();
        Check.that(products[0] > k + 1, products[0] + " rows cannot tell " + names + " and an error: give more rows");
        double[] centring = CrossProducts.centring(products, k);
        double[] centred = CrossProducts.moved(products, centring);
        Cholesky gram = Cholesky.of(
                CrossProducts.gram(centred, k), j -> "column " + (j == 0 ? "of the intercept" : names.get(j - 1)));
        double[] coefficients = gram.solve(CrossProducts.score(centred, new double[k + 1]));
        double[] residual = InteractedAdjustment.residual(coefficients);
        Check.that(
                Matrix.squares(metricFirst(centred, k), residual) > 0,
                "the metric does not vary, or " + names + " explain it without error: nothing can be tested");
        return new NormalEquations(centring, coefficients, gram.inverse());
    }

    /** The cross-products of y and the columns. */
    private static double[][] metricFirst(double[] products, int k) {
        var cross = new double[k + 2][k + 2];
        for (int i = 0; i < k + 2; i++) {
            for (int j = 0; j < k + 2; j++) {
                cross[i][j] = products[CrossProducts.at((i + k + 1) % (k + 2), (j + k + 1) % (k + 2))];
            }
        }
        return cross;
    }

    /** The columns and the metric of a row, as {@link CrossProducts} takes them. */
    static double[] row(List<String> names, double y, double[] x) {
        Check.that(x.length == names.size(), "a row needs one value each of " + names + ", not " + x.length);
        Check.finite(y, "the metric of a row");
        Check.finite(x, "a row's value of column");
        double[] row = Arrays.copyOf(x, x.length + 1);
        row[x.length] = y;
        return row;
    }
}
