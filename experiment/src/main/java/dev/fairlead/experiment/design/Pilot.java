package dev.fairlead.experiment.design;

import dev.fairlead.experiment.inference.ClusterTable;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.inference.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * What a table of past units says of a design: a fold over units, all treated alike. Its state does not grow with units, but
 * for clusters' totals.
 */
public final class Pilot {
    private final boolean ratio;
    private final int covariates;
    private final CoMoments units;
    private final ClusterTable clusters;
    private boolean clustered;
    private boolean proportion = true;

    /**
     * @param ratio whether the metric is a ratio of sums: a unit has a numerator and a denominator
     * @param covariates how many, known before exposure
     */
    public Pilot(boolean ratio, int covariates) {
        this.ratio = ratio;
        this.covariates = covariates;
        units = new CoMoments(columns() + covariates);
        clusters = new ClusterTable(units.size());
    }

    private int columns() {
        return ratio ? 2 : 1;
    }

    /** A unit that would be assigned by itself: the metric, its denominator if it is a ratio, covariates. */
    public void accept(double... values) {
        units.accept(values);
        proportion &= !ratio && (values[0] == 0 || values[0] == 1);
    }

    /** A unit of a cluster that would be assigned as a whole. */
    public void acceptInCluster(long cluster, double... values) {
        accept(values);
        clusters.accept(cluster, values);
        clustered = true;
    }

    /**
     * What was found.
     *
     * @param metric its variance, with a difference of some size that is to be replaced
     * @param level the metric's mean, share or ratio
     * @param correlation of the metric with its covariates together, 0 to 1: CUPED takes away its square of the variance. Where
     *     clusters are assigned, of their means
     * @param clusters as they are; a cluster of one unit where there are none
     * @param units in the table
     * @param groups clusters in the table; units if there are none
     */
    public record Found(Effect metric, double level, double correlation, Clusters clusters, long units, long groups) {}

    /** @throws IllegalArgumentException if the metric does not vary, or units or clusters are too few */
    public Found found() {
        Check.that(units.n() > units.size() + 1L, "a design cannot be drawn from " + units.n() + " units");
        Metric metric = ratio ? new Metric.Ratio(0, 1) : new Metric.Mean(0);
        CoMoments linear = linear(units, metric);
        Check.that(linear.covariance(0, 0) > 0, "the metric does not vary in the table: nothing can be detected in it");
        if (!clustered) {
            return new Found(effect(), metric.value(units), correlation(linear), Clusters.none(), units.n(), units.n());
        }
        CoMoments means = linear(clusters.moments().linearized(), metric);
        Check.that(means.n() >= 3, "a design of clusters needs at least 3 in the table, not " + means.n());
        return new Found(
                effect(), metric.value(units), correlation(means), clusters(means, linear), units.n(), means.n());
    }

    private Effect effect() {
        if (proportion) {
            double share = units.mean(0);
            return new Effect.Proportions(share, (1 + share) / 2);
        }
        return ratio
                ? new Effect.Ratios(
                        1,
                        units.mean(0),
                        units.mean(1),
                        units.covariance(0, 0),
                        units.covariance(1, 1),
                        units.covariance(0, 1))
                : new Effect.Means(1, Math.sqrt(units.covariance(0, 0)));
    }

    /** The metric's tangent and those covariates that vary. */
    private CoMoments linear(CoMoments moments, Metric metric) {
        List<Metric> metrics = new ArrayList<>(List.of(metric));
        for (int i = columns(); i < columns() + covariates; i++) {
            if (moments.covariance(i, i) > 0) {
                metrics.add(new Metric.Mean(i));
            }
        }
        return Metric.linearize(moments, metrics);
    }

    private static double correlation(CoMoments linear) {
        return linear.size() == 1 ? 0 : Math.min(1 - 1e-9, Math.sqrt(Math.max(0, linear.explained())));
    }

    /** With the correlation of units by which the design effect is what the table's clusters show. */
    private Clusters clusters(CoMoments means, CoMoments linear) {
        Moments sizes = clusters.sizes();
        double variation = Math.sqrt(sizes.variance()) / sizes.mean();
        double ofClusters = means.covariance(0, 0) / means.n();
        double ofUnits = linear.covariance(0, 0) / linear.n();
        double more = (variation * variation + 1) * sizes.mean() - 1;
        double correlation = more > 0 ? (ofClusters / ofUnits - 1) / more : 0;
        return new Clusters(sizes.mean(), Math.clamp(correlation, 0, 1), variation);
    }
}
