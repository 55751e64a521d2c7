package dev.fairlead.experiment.inference;

import java.util.List;

/**
 * Least squares by Householder's reflections (Golub and Van Loan, 5.2 and 5.3): the triangle R of X = QR and the
 * coefficients, without the squared condition number of the normal equations.
 */
record Householder(double[][] upper, double[] coefficients) {
    /** The least share of a column's length that the columns before it must leave. */
    private static final double COLLINEAR = 1e-11;

    /**
     * @param columns of X; overwritten
     * @param y overwritten
     * @param names of the columns, to refuse one that is a linear function of those before it
     */
    static Householder solve(double[][] columns, double[] y, List<String> names) {
        int k = columns.length;
        var upper = new double[k][k];
        for (int j = 0; j < k; j++) {
            double whole = length(columns[j], 0);
            double[] v = columns[j];
            double length = length(v, j);
            Check.that(
                    length > COLLINEAR * whole,
                    "column " + names.get(j)
                            + (whole == 0 ? " is 0 in every row" : " is a linear function of the columns before it")
                            + ": leave it out");
            double diagonal = v[j] > 0 ? -length : length;
            double head = v[j];
            v[j] -= diagonal;
            double scale = length * (length + Math.abs(head));
            for (int l = j + 1; l < k; l++) {
                reflect(v, columns[l], j, scale);
            }
            reflect(v, y, j, scale);
            upper[j][j] = diagonal;
            for (int i = 0; i < j; i++) {
                upper[i][j] = v[i];
            }
        }
        return new Householder(upper, Triangle.backward(upper, y));
    }

    /** Reflects a column by v, whose half squared length from row j on is given. */
    private static void reflect(double[] v, double[] column, int j, double half) {
        double sum = 0;
        for (int i = j; i < v.length; i++) {
            sum += v[i] * column[i];
        }
        double factor = sum / half;
        for (int i = j; i < v.length; i++) {
            column[i] -= factor * v[i];
        }
    }

    /** The length of a column from a row on, without overflow. */
    private static double length(double[] column, int from) {
        double most = 0;
        for (int i = from; i < column.length; i++) {
            most = Math.max(most, Math.abs(column[i]));
        }
        if (most == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = from; i < column.length; i++) {
            sum += column[i] / most * (column[i] / most);
        }
        return most * Math.sqrt(sum);
    }

    /** (X'X)⁻¹ = R⁻¹ R⁻ᵀ. */
    double[][] bread() {
        int k = upper.length;
        var inverse = new double[k][];
        for (int i = 0; i < k; i++) {
            var unit = new double[k];
            unit[i] = 1;
            inverse[i] = Triangle.backward(upper, unit);
        }
        return Matrix.multiply(Matrix.transpose(inverse), inverse);
    }

    /** The leverage x' (X'X)⁻¹ x of a row. */
    double leverage(double[] row) {
        double[] z = Triangle.forward(Matrix.transpose(upper), row);
        return Matrix.dot(z, z);
    }
}
