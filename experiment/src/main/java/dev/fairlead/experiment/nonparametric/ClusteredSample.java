package dev.fairlead.experiment.nonparametric;

/** Rows in clusters, such as the latencies of each randomized user, in the order of their values. */
public sealed interface ClusteredSample permits ExactSample, SketchedSample {
    long rows();

    long clusters();

    /** The smallest value with at least a share of the rows up to it. */
    double quantile(double share);

    /** The standard error of the share of rows up to a value, by clusters: of a ratio of two sums, by the delta method. */
    double shareError(double value);

    /**
     * √(G / (G − 1) Σ (k − F n)²) / Σ n over G clusters of n rows, k of them up to the value, and F = Σ k / Σ n.
     *
     * @param squares Σ (k − F n)²
     */
    static double shareError(double squares, double clusters, double rows) {
        Check.that(clusters >= 2, "an error needs at least two clusters, not " + (long) clusters);
        return Math.sqrt(clusters / (clusters - 1) * Math.max(0, squares)) / rows;
    }
}
