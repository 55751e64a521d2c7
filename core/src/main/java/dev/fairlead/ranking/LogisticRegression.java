package dev.fairlead.ranking;

/**
 * L2-penalised logistic regression: the plain baseline. Columns are standardised, NaN becomes the column's mean (0
 * after standardising), and the penalised likelihood is climbed by Newton steps (iteratively re-weighted least squares).
 * Categorical columns must be left out by the caller.
 *
 * @param columns columns used
 * @param means of each used column
 * @param scales standard deviation of each used column, 1 where it does not vary
 * @param weights one per used column, for standardised values
 */
public record LogisticRegression(int[] columns, double[] means, double[] scales, double[] weights, double intercept) {
    private static final int STEPS = 12;

    /** @param penalty λ of λ/2·‖w‖² beside the summed log loss, above 0 */
    public static LogisticRegression fit(Matrix data, int[] columns, double penalty) {
        int k = columns.length;
        double[] means = new double[k];
        double[] scales = new double[k];
        for (int j = 0; j < k; j++) {
            standardise(data, columns[j], j, means, scales);
        }
        LogisticRegression model = new LogisticRegression(columns, means, scales, new double[k], 0);
        for (int step = 0; step < STEPS; step++) {
            model = model.newton(data, penalty);
        }
        return model;
    }

    private static void standardise(Matrix data, int column, int j, double[] means, double[] scales) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int i = 0; i < data.size(); i++) {
            double x = data.rows()[i * data.width() + column];
            if (!Double.isNaN(x)) {
                sum += x;
                squares += x * x;
                n++;
            }
        }
        means[j] = n == 0 ? 0 : sum / n;
        double variance = n == 0 ? 0 : squares / n - means[j] * means[j];
        scales[j] = variance > 1e-12 ? Math.sqrt(variance) : 1;
    }

    private LogisticRegression newton(Matrix data, double penalty) {
        int k = columns.length + 1;
        double[] gradient = new double[k];
        double[][] hessian = new double[k][k];
        double[] x = new double[k];
        for (int i = 0; i < data.size(); i++) {
            standardised(data.rows(), i * data.width(), x);
            double weight = data.weights().length == 0 ? 1 : data.weights()[i];
            double p = sigmoid(dot(x));
            double residual = weight * (data.labels()[i] - p);
            double curvature = weight * Math.max(p * (1 - p), 1e-9);
            for (int a = 0; a < k; a++) {
                gradient[a] += residual * x[a];
                for (int b = 0; b <= a; b++) {
                    hessian[a][b] += curvature * x[a] * x[b];
                }
            }
        }
        for (int a = 0; a < k - 1; a++) {
            gradient[a] -= penalty * weights[a];
            hessian[a][a] += penalty;
        }
        hessian[k - 1][k - 1] += 1e-9;
        double[] step = solve(hessian, gradient);
        double[] moved = new double[k - 1];
        for (int a = 0; a < k - 1; a++) {
            moved[a] = weights[a] + step[a];
        }
        return new LogisticRegression(columns, means, scales, moved, intercept + step[k - 1]);
    }

    private void standardised(float[] rows, int offset, double[] x) {
        for (int j = 0; j < columns.length; j++) {
            double value = rows[offset + columns[j]];
            x[j] = Double.isNaN(value) ? 0 : (value - means[j]) / scales[j];
        }
        x[columns.length] = 1;
    }

    private double dot(double[] x) {
        double sum = intercept;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * x[j];
        }
        return sum;
    }

    /** Solves a·s = g for symmetric positive definite a, of which the lower triangle is given, by Cholesky's method. */
    private static double[] solve(double[][] a, double[] g) {
        int n = g.length;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = a[i][j];
                for (int m = 0; m < j; m++) {
                    sum -= a[i][m] * a[j][m];
                }
                a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[j][j];
            }
        }
        double[] s = g.clone();
        for (int i = 0; i < n; i++) {
            for (int m = 0; m < i; m++) {
                s[i] -= a[i][m] * s[m];
            }
            s[i] /= a[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int m = i + 1; m < n; m++) {
                s[i] -= a[m][i] * s[m];
            }
            s[i] /= a[i][i];
        }
        return s;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    /** Probability that the label is 1, for the row at {@code offset}. */
    public double probability(float[] rows, int offset) {
        double[] x = new double[columns.length + 1];
        standardised(rows, offset, x);
        return sigmoid(dot(x));
    }
}
