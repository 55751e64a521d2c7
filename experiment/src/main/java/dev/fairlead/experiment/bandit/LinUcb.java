package dev.fairlead.experiment.bandit;

import java.util.Arrays;

/**
 * LinUCB with disjoint linear models (Li, Chu, Langford and Schapire 2010, Algorithm 1): chooses the arm of the highest
 * upper confidence bound of its reward. It is deterministic but for ties; wrap it in {@link UniformExploration} so that every arm
 * has a propensity above 0.
 */
public final class LinUcb implements Policy<double[]> {
    private final double alpha;
    private final int features;
    /** A⁻¹ of each arm, A = ridge · I + Σ x xᵀ. */
    private final double[][][] inverse;
    /** Σ reward · x of each arm. */
    private final double[][] rewards;

    /**
     * @param arms at least 1
     * @param features length of the feature vectors, at least 1
     * @param alpha how many standard errors the bound is above the estimate, at least 0
     * @param ridge above 0; 1 in the paper
     */
    public LinUcb(int arms, int features, double alpha, double ridge) {
        Check.that(arms > 0 && features > 0, "LinUCB needs arms and features, not " + arms + " and " + features);
        Check.that(alpha >= 0 && Double.isFinite(alpha), "alpha must be at least 0 and finite, not " + alpha);
        Check.that(ridge > 0 && Double.isFinite(ridge), "the ridge must be above 0 and finite, not " + ridge);
        this.alpha = alpha;
        this.features = features;
        inverse = new double[arms][features][features];
        rewards = new double[arms][features];
        for (double[][] each : inverse) {
            for (int i = 0; i < features; i++) {
                each[i][i] = 1 / ridge;
            }
        }
    }

    /** Learns the reward of an arm; A⁻¹ by the formula of Sherman and Morrison. */
    public void accept(int arm, double[] x, double reward) {
        Check.that(arm >= 0 && arm < inverse.length, "there is no arm " + arm + ", only 0 to " + (inverse.length - 1));
        check(x);
        Check.that(Double.isFinite(reward), "a reward must be finite, not " + reward);
        double[] ax = times(inverse[arm], x);
        double scale = 1 + dot(x, ax);
        for (int i = 0; i < features; i++) {
            rewards[arm][i] += reward * x[i];
            for (int j = 0; j < features; j++) {
                inverse[arm][i][j] -= ax[i] * ax[j] / scale;
            }
        }
    }

    /** The coefficients of an arm, A⁻¹ b. */
    public double[] coefficients(int arm) {
        Check.that(arm >= 0 && arm < inverse.length, "there is no arm " + arm + ", only 0 to " + (inverse.length - 1));
        return times(inverse[arm], rewards[arm]);
    }

    /** The upper confidence bound of each arm: xᵀθ + α √(xᵀ A⁻¹ x). */
    public double[] bounds(double[] x) {
        check(x);
        var bounds = new double[inverse.length];
        for (int arm = 0; arm < bounds.length; arm++) {
            bounds[arm] = dot(x, coefficients(arm)) + alpha * Math.sqrt(dot(x, times(inverse[arm], x)));
        }
        return bounds;
    }

    @Override
    public double[] probabilities(double[] x) {
        return new Greedy().probabilities(bounds(x));
    }

    private void check(double[] x) {
        Check.that(x.length == features, "there are " + x.length + " features where " + features + " were announced");
        Check.that(Arrays.stream(x).allMatch(Double::isFinite), "features must be finite, not " + Arrays.toString(x));
    }

    private static double[] times(double[][] matrix, double[] x) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, x)).toArray();
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
