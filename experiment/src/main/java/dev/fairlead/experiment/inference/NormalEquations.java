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
        return new NormalEquations(centring, coefficients, gram.inverse());
    }

    static double[] row(List<String> names, double y, double[] x) {
        Check.that(x.length == names.size(), "a row needs one value each of " + names + ", not " + x.length);
        Check.finite(y, "the metric of a row");
        Check.finite(x, "a row's value of column");
        double[] row = Arrays.copyOf(x, x.length + 1);
        row[x.length] = y;
        return row;
    }
}
