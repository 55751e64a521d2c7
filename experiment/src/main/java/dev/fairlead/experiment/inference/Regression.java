package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/** Ordinary least squares on rows. */
public final class Regression {
    private static final double ROUNDING = 1e-13;

    private final DesignMatrix design;
    private final double[] y;
    private final Householder fit;
    private final double[][] bread;
    private final double[] residuals;

    private Regression(DesignMatrix design, double[] y, Householder fit, double[] residuals) {
        this.design = design;
        this.y = y;
        this.fit = fit;
        this.residuals = residuals;
        bread = fit.bread();
    }

    /**
     * @param y the metric of each row
     * @throws IllegalArgumentException if a column is a linear function of those before it; the message names it
     */
    public static Regression fit(DesignMatrix design, double[] y) {
        Check.that(y.length == design.n(), design.n() + " rows need as many values of the metric, not " + y.length);
        Check.finite(y, "the metric of row");
        var ones = new double[design.n()];
        Arrays.fill(ones, 1);
        Householder fit = Householder.solve(design.weightedColumns(ones), y.clone(), design.names());
        double[] residuals = Matrix.minus(y, Matrix.multiply(design.rows(), fit.coefficients()));
        return new Regression(design, y.clone(), fit, residuals);
    }

    /** Refuses to estimate errors from what rounding left of the metric. */
    private void requireResiduals() {
        double least = ROUNDING * largest(y);
        Check.that(
                largest(residuals) > least,
                "the metric does not vary, or " + design.names() + " explain it without error: nothing can be tested");
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /** In the order of the columns. */
    public double[] coefficients() {
        return fit.coefficients().clone();
    }

    private double df() {
        return design.n() - design.size();
    }

    /** A coefficient, with errors taken for independent and alike, on n − k degrees of freedom. */
    public Estimate classical(String name) {
        requireResiduals();
        int position = design.position(name);
        double variance = Matrix.dot(residuals, residuals) / df();
        return new Estimate(fit.coefficients()[position], Math.sqrt(variance * bread[position][position]), df());
    }

    /** A coefficient, with errors that are independent and may differ in size, on n − k degrees of freedom. */
    public Estimate estimate(String name, Robust robust) {
        requireResiduals();
        int position = design.position(name);
        double variance = 0;
        for (int i = 0; i < residuals.length; i++) {
            double[] row = design.rows()[i];
            double influence = Matrix.dot(bread[position], row) * residuals[i];
            variance += influence * influence * robust.weight(leverage(i), design.n(), design.size());
        }
        return new Estimate(fit.coefficients()[position], Math.sqrt(variance), df());
    }

    private double leverage(int i) {
        double leverage = fit.leverage(design.rows()[i]);
        Check.that(
                leverage < 1 - 1e-10,
                "row " + i
                        + " alone determines a coefficient, so its error cannot be known: leave out the column that is its own");
        return leverage;
    }

    /**
     * Errors that hold if rows of one cluster depend on each other.
     *
     * @param clusters the cluster of each row
     */
    public ClusterRobust clustered(long... clusters) {
        Check.that(clusters.length == design.n(), design.n() + " rows need as many clusters, not " + clusters.length);
        requireResiduals();
        var byCluster = new LinkedHashMap<Long, BellMcCaffrey.Cluster>();
        int k = design.size();
        for (int i = 0; i < clusters.length; i++) {
            BellMcCaffrey.Cluster cluster = byCluster.computeIfAbsent(
                    clusters[i], id -> new BellMcCaffrey.Cluster(new double[k][k], new double[k]));
            double[] row = design.rows()[i];
            Matrix.addOuter(cluster.gram(), 1, row, row);
            for (int j = 0; j < k; j++) {
                cluster.score()[j] += row[j] * residuals[i];
            }
        }
        List<BellMcCaffrey.Cluster> all = new ArrayList<>(byCluster.values());
        return ClusterRobust.of(design.names(), fit.coefficients(), bread, design.n(), all);
    }
}
