package dev.fairlead.experiment.offpolicy;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A relevance by the items' features: γ = 1 / (1 + exp(−β₀ − xᵀβ)), with a ridge penalty on β but not on β₀. An item may be
 * a pair of query and document, a row of features each.
 */
public final class LogisticRelevance implements Relevance {
    private static final int MOST_HALVINGS = 30;

    private final double[][] rows;
    private final double ridge;
    private double[] coefficients;

    /**
     * @param features a row for each item, all of the same length
     * @param ridge the penalty ridge · |β|² / 2, in units of one impression's log-likelihood, above 0
     */
    public LogisticRelevance(double[][] features, double ridge) {
        Check.that(features.length > 0, "there must be at least one item");
        Check.that(ridge > 0 && Double.isFinite(ridge), "the ridge must be above 0 and finite, not " + ridge);
        rows = Arrays.stream(features).map(LogisticRelevance::withConstant).toArray(double[][]::new);
        for (double[] row : rows) {
            Check.that(row.length == rows[0].length, "all items need as many features as the first one");
            Check.that(Arrays.stream(row).allMatch(Double::isFinite), "features must be finite numbers");
        }
        this.ridge = ridge;
        coefficients = new double[rows[0].length];
    }

    private static double[] withConstant(double[] features) {
        var row = new double[features.length + 1];
        row[0] = 1;
        System.arraycopy(features, 0, row, 1, features.length);
        return row;
    }

    /** β₀, then β. */
    public double[] coefficients() {
        return coefficients.clone();
    }

    @Override
    public int items() {
        return rows.length;
    }

    @Override
    public double probability(int item) {
        return 1 / (1 + Math.exp(-dot(rows[item], coefficients)));
    }

    /** One step of Newton's method, halved until it does not lower the penalized likelihood. */
    @Override
    public void fit(double[] relevant, double[] shown) {
        double[] step = newtonStep(relevant, shown);
        double before = objective(coefficients, relevant, shown);
        for (int halving = 0; halving < MOST_HALVINGS; halving++) {
            double size = Math.scalb(1, -halving);
            double[] moved = IntStream.range(0, step.length)
                    .mapToDouble(i -> coefficients[i] + size * step[i])
                    .toArray();
            if (objective(moved, relevant, shown) >= before) {
                coefficients = moved;
                return;
            }
        }
    }

    private double[] newtonStep(double[] relevant, double[] shown) {
        int d = coefficients.length;
        var hessian = new double[d][d];
        var gradient = new double[d];
        for (int item = 0; item < rows.length; item++) {
            double p = probability(item);
            for (int i = 0; i < d; i++) {
                gradient[i] += (relevant[item] - shown[item] * p) * rows[item][i];
                for (int j = 0; j < d; j++) {
                    hessian[i][j] += shown[item] * p * (1 - p) * rows[item][i] * rows[item][j];
                }
            }
        }
        for (int i = 1; i < d; i++) {
            gradient[i] -= ridge * coefficients[i];
            hessian[i][i] += ridge;
        }
        return solve(hessian, gradient);
    }

    private double objective(double[] beta, double[] relevant, double[] shown) {
        double sum = 0;
        for (int item = 0; item < rows.length; item++) {
            double eta = dot(rows[item], beta);
            double softplus = Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
            sum += relevant[item] * eta - shown[item] * softplus;
        }
        for (int i = 1; i < beta.length; i++) {
            sum -= ridge * beta[i] * beta[i] / 2;
        }
        return sum;
    }

    @Override
    public boolean shared() {
        return true;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** Solves a positive definite system, by elimination; it overwrites both. */
    private static double[] solve(double[][] matrix, double[] right) {
        int d = right.length;
        for (int i = 0; i < d; i++) {
            for (int k = i + 1; k < d; k++) {
                double factor = matrix[k][i] / matrix[i][i];
                for (int j = i; j < d; j++) {
                    matrix[k][j] -= factor * matrix[i][j];
                }
                right[k] -= factor * right[i];
            }
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int j = i + 1; j < d; j++) {
                right[i] -= matrix[i][j] * right[j];
            }
            right[i] /= matrix[i][i];
        }
        return right;
    }
}
