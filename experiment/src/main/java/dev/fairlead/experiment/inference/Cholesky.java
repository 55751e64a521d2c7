package dev.fairlead.experiment.inference;

import java.util.function.IntFunction;

/** The lower triangle L of a symmetric positive definite matrix a = L L'. */
record Cholesky(double[][] lower) {
    /** The least share of a column's variance that the columns before it must leave unexplained. */
    private static final double COLLINEAR = 1e-11;

    /**
     * @param name what column j is, to refuse it if it is a linear function of those before it
     */
    static Cholesky of(double[][] a, IntFunction<String> name) {
        int k = a.length;
        var lower = new double[k][k];
        for (int j = 0; j < k; j++) {
            double pivot = a[j][j] - squares(lower[j], j);
            Check.that(a[j][j] > 0, name.apply(j) + " does not vary: leave it out");
            Check.that(
                    pivot > COLLINEAR * a[j][j],
                    name.apply(j) + " is a linear function of the columns before it: leave one of them out");
            lower[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < k; i++) {
                double sum = a[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= lower[i][l] * lower[j][l];
                }
                lower[i][j] = sum / lower[j][j];
            }
        }
        return new Cholesky(lower);
    }

    private static double squares(double[] row, int to) {
        double sum = 0;
        for (int l = 0; l < to; l++) {
            sum += row[l] * row[l];
        }
        return sum;
    }

    /** The x of a x = b. */
    double[] solve(double[] b) {
        double[] x = Triangle.forward(lower, b);
        return Triangle.backward(Matrix.transpose(lower), x);
    }

    /** a⁻¹. */
    double[][] inverse() {
        var inverse = new double[lower.length][];
        for (int i = 0; i < lower.length; i++) {
            var unit = new double[lower.length];
            unit[i] = 1;
            inverse[i] = solve(unit);
        }
        return inverse;
    }
}
