package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import java.util.List;
import java.util.Optional;

/** Coefficients of a regression with errors that hold when the units of a cluster depend on each other. */
public final class ClusterRobust {
    private final List<String> names;
    private final double[] coefficients;
    private final double[][] bread;
    private final double[][] meat;
    private final long n;
    private final long clusters;
    private final Optional<BellMcCaffrey> reduced;

    /**
     * @param names of the last coefficients; those before have none
     * @param meat Σ of the clusters' scores' squares
     * @param reduced empty if only sums over clusters are known
     */
    ClusterRobust(
            List<String> names,
            double[] coefficients,
            double[][] bread,
            double[][] meat,
            long n,
            long clusters,
            Optional<BellMcCaffrey> reduced) {
        Check.that(clusters >= 2, "errors by cluster need at least 2 clusters, and there are " + clusters);
        this.names = names;
        this.coefficients = coefficients;
        this.bread = bread;
        this.meat = meat;
        this.n = n;
        this.clusters = clusters;
        this.reduced = reduced;
    }

    /** From each cluster's cross-products and score. */
    static ClusterRobust of(
            List<String> names, double[] coefficients, double[][] bread, long n, List<BellMcCaffrey.Cluster> clusters) {
        var meat = new double[bread.length][bread.length];
        for (BellMcCaffrey.Cluster cluster : clusters) {
            Matrix.addOuter(meat, 1, cluster.score(), cluster.score());
        }
        return new ClusterRobust(
                names, coefficients, bread, meat, n, clusters.size(), Optional.of(new BellMcCaffrey(bread, clusters)));
    }

    /** How many clusters there are. */
    public long clusters() {
        return clusters;
    }

    /**
     * A coefficient, on G − 1 degrees of freedom, or Satterthwaite's with {@link ClusterCorrection#CR2}.
     *
     * @throws IllegalArgumentException if there is no such column, or CR2 is asked of what kept no clusters
     */
    public Estimate estimate(String name, ClusterCorrection correction) {
        int position = bread.length - names.size() + DesignMatrix.position(names, name);
        double[] row = bread[position];
        if (correction == ClusterCorrection.CR2) {
            BellMcCaffrey clusterwise = reduced.orElseThrow(() -> new IllegalArgumentException(
                    "CR2 needs each cluster's cross-products, which only Regression and ClusterRegression have"));
            double variance = Matrix.quadratic(clusterwise.meat(), row);
            return new Estimate(coefficients[position], Math.sqrt(variance), clusterwise.degreesOfFreedom(position));
        }
        double variance = Matrix.quadratic(meat, row) * correction.factor(clusters, n, bread.length);
        return new Estimate(coefficients[position], Math.sqrt(variance), clusters - 1.0);
    }
}
