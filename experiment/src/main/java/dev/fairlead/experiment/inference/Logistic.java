package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Logistic regression by maximum likelihood. Coefficients are logarithms of odds ratios; errors are normal. */
public final class Logistic {
    private final DesignMatrix design;
    private final LogisticFit fit;
    private final double[][] bread;
    private final double[] residuals;

    private Logistic(DesignMatrix design, boolean[] y) {
        this.design = design;
        fit = LogisticFit.of(design, y);
        bread = fit.leastSquares().bread();
        residuals = new double[y.length];
        Arrays.setAll(residuals, i -> (y[i] ? 1 : 0) - probability(fit.linear()[i]));
    }

    /**
     * @param y whether each row has the outcome
     * @throws IllegalArgumentException if a column is a linear function of those before it, or columns separate the rows with
     *     the outcome from those without, so that the likelihood has no maximum; the message names a column
     */
    public static Logistic fit(DesignMatrix design, boolean... y) {
        Check.that(y.length == design.n(), design.n() + " rows need as many outcomes, not " + y.length);
        return new Logistic(design, y);
    }

    static double probability(double linear) {
        return 1 / (1 + Math.exp(-linear));
    }

    /** In the order of the columns. */
    public double[] coefficients() {
        return fit.coefficients().clone();
    }

    public double logLikelihood() {
        return fit.logLikelihood();
    }

    /** Twice what the log likelihood is below that of a model that knows the outcomes. */
    public double deviance() {
        return -2 * fit.logLikelihood();
    }

    /** A coefficient, with the error of the information matrix. */
    public Estimate estimate(String name) {
        int position = design.position(name);
        return Estimate.normal(fit.coefficients()[position], Math.sqrt(bread[position][position]));
    }

    /** A coefficient, with an error that holds if the model is not the true one (White 1982; HC0). */
    public Estimate robust(String name) {
        int position = design.position(name);
        double variance = 0;
        for (int i = 0; i < residuals.length; i++) {
            double influence = Matrix.dot(bread[position], design.rows()[i]) * residuals[i];
            variance += influence * influence;
        }
        return Estimate.normal(fit.coefficients()[position], Math.sqrt(variance));
    }

    /**
     * Errors that hold if rows of one cluster depend on each other; there is no {@link ClusterCorrection#CR2}.
     *
     * @param clusters the cluster of each row
     */
    public ClusterRobust clustered(long... clusters) {
        Check.that(clusters.length == design.n(), design.n() + " rows need as many clusters, not " + clusters.length);
        var scores = new LinkedHashMap<Long, double[]>();
        for (int i = 0; i < clusters.length; i++) {
            double[] score = scores.computeIfAbsent(clusters[i], id -> new double[design.size()]);
            for (int j = 0; j < score.length; j++) {
                score[j] += design.rows()[i][j] * residuals[i];
            }
        }
        var meat = new double[design.size()][design.size()];
        scores.values().forEach(score -> Matrix.addOuter(meat, 1, score, score));
        return new ClusterRobust(
                design.names(), fit.coefficients(), bread, meat, design.n(), scores.size(), Optional.empty());
    }

    /**
     * The difference of probabilities if all rows were treated and if none were, averaged over the rows (g-computation,
     * Robins 1986). The error is the delta method's: the influences of a row on the coefficients, and on the average by being
     * in the sample.
     *
     * @param treatment a column of 0 and 1, in no product with another column
     */
    public Estimate riskDifference(String treatment) {
        int position = design.position(treatment);
        int n = design.n();
        var differences = new double[n];
        var gradient = new double[design.size()];
        for (int i = 0; i < n; i++) {
            double[] row = design.rows()[i].clone();
            Check.that(
                    row[position] == 0 || row[position] == 1,
                    treatment + " is " + row[position] + " in row " + i + ": it must be 0 or 1");
            differences[i] = counterfactual(row, position, 1, gradient) + counterfactual(row, position, 0, gradient);
        }
        double value = Arrays.stream(differences).sum() / n;
        double[] direction = Matrix.multiply(bread, gradient);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double influence = Matrix.dot(direction, design.rows()[i]) * residuals[i] + (differences[i] - value);
            squares += influence * influence;
        }
        return Estimate.normal(value, Math.sqrt(squares) / n);
    }

    /** The row's probability under an arm, negative for control; adds its derivative by the coefficients. */
    private double counterfactual(double[] row, int position, int arm, double[] gradient) {
        row[position] = arm;
        double p = probability(Matrix.dot(row, fit.coefficients()));
        double sign = arm == 1 ? 1 : -1;
        for (int j = 0; j < row.length; j++) {
            gradient[j] += sign * p * (1 - p) * row[j];
        }
        return sign * p;
    }
}
