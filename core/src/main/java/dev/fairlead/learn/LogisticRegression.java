package dev.fairlead.learn;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * L2-penalised logistic regression: the plain baseline. Columns are standardised, NaN becomes the column's mean (0
 * after standardising), and the penalised likelihood is climbed by Newton steps (iteratively re-weighted least squares),
 * halved where a whole one would lead downhill, until a step promises nothing any more. Categorical columns must be left out by the caller.
 *
 * @param columns columns used
 * @param means of each used column
 * @param scales standard deviation of each used column, 1 where it does not vary
 * @param weights one per used column, for standardised values
 */
public record LogisticRegression(int[] columns, double[] means, double[] scales, double[] weights, double intercept) {
    /** A dozen are enough for most data; separable classes and rare ones take more. */
    private static final int STEPS = 60;

    /** A promised gain below this share of the likelihood is rounding. */
    private static final double NOTHING = 1e-20;

    /** @param penalty λ of λ/2·‖w‖² beside the summed log loss, above 0; the intercept is free */
    public static LogisticRegression fit(Matrix data, int[] columns, double penalty) {
        if (data.size() == 0 || !(penalty > 0)) {
            throw new IllegalArgumentException("a logistic regression of " + data.size() + " rows with penalty "
                    + penalty + "; it needs rows and a penalty above 0");
        }
        int k = columns.length;
        double[] means = new double[k];
        double[] scales = new double[k];
        for (int j = 0; j < k; j++) {
            standardise(data, columns[j], j, means, scales);
        }
        LogisticRegression model = new LogisticRegression(columns, means, scales, new double[k], baseLogOdds(data));
        Slope slope = model.slope(data, penalty);
        for (int step = 0; step < STEPS && slope.promise() > NOTHING * (1 - slope.likelihood); step++) {
            double share = 1;
            LogisticRegression moved = model.moved(slope.step, share);
            Slope there = moved.slope(data, penalty);
            while (there.likelihood < slope.likelihood && share > 1e-3) {
                share /= 2;
                moved = model.moved(slope.step, share);
                there = moved.slope(data, penalty);
            }
            model = moved;
            slope = there;
        }
        return model;
    }

    private static void standardise(Matrix data, int column, int j, double[] means, double[] scales) {
        double[] known = IntStream.range(0, data.size())
                .mapToDouble(i -> data.rows()[i * data.width() + column])
                .filter(x -> !Double.isNaN(x))
                .toArray();
        double mean = DoubleStream.of(known).average().orElse(0);
        double variance = DoubleStream.of(known)
                .map(x -> (x - mean) * (x - mean))
                .average()
                .orElse(0);
        boolean varies = DoubleStream.of(known).anyMatch(x -> x != known[0]);
        means[j] = varies || known.length == 0 ? mean : known[0];
        scales[j] = varies ? Math.sqrt(variance) : 1;
    }

    /** Half a row of each class is added, so that one class alone gives a number too. */
    private static double baseLogOdds(Matrix data) {
        double[] sums = {0.5, 0.5};
        for (int i = 0; i < data.size(); i++) {
            sums[0] += weight(data, i) * (1 - data.labels()[i]);
            sums[1] += weight(data, i) * data.labels()[i];
        }
        return StrictMath.log(sums[1] / sums[0]);
    }

    private static double weight(Matrix data, int row) {
        return data.weights().length == 0 ? 1 : data.weights()[row];
    }

    /** The penalised log-likelihood, its gradient, and the Newton step from there; the intercept is last. */
    private record Slope(double likelihood, double[] gradient, double[] step) {
        /** Twice the gain that the step would bring, were the likelihood a parabola. */
        double promise() {
            return IntStream.range(0, step.length)
                    .mapToDouble(i -> gradient[i] * step[i])
                    .sum();
        }
    }

    private Slope slope(Matrix data, double penalty) {
        int k = columns.length + 1;
        double likelihood = 0;
        double[] gradient = new double[k];
        double[][] hessian = new double[k][k];
        double[] x = new double[k];
        for (int i = 0; i < data.size(); i++) {
            standardised(data.rows(), i * data.width(), x);
            double weight = weight(data, i);
            double z = dot(x);
            double p = sigmoid(z);
            likelihood -= weight * (softplus(z) - data.labels()[i] * z);
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
            likelihood -= penalty / 2 * weights[a] * weights[a];
            gradient[a] -= penalty * weights[a];
            hessian[a][a] += penalty;
        }
        hessian[k - 1][k - 1] += 1e-9;
        return new Slope(likelihood, gradient, solve(hessian, gradient));
    }

    private LogisticRegression moved(double[] step, double share) {
        double[] moved = new double[weights.length];
        for (int j = 0; j < moved.length; j++) {
            moved[j] = weights[j] + share * step[j];
        }
        return new LogisticRegression(columns, means, scales, moved, intercept + share * step[moved.length]);
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

    /** log(1 + exp(z)) without overflow. */
    private static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
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
