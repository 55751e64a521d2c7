package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;

/**
 * The difference of means per row between arms to which clusters were assigned. Its moments are those that
 * {@link ClusterMoments#linearized} gives, of clusters as units.
 */
public record ClusterMeans(CoMoments control, CoMoments treatment) {
    public ClusterMeans {
        Check.arms(control.n(), treatment.n(), 2);
    }

    public static ClusterMeans of(ClusterMoments control, ClusterMoments treatment) {
        Check.arms(control.clusters(), treatment.clusters(), 2);
        return new ClusterMeans(control.linearized(), treatment.linearized());
    }

    /** By the delta method, with Welch's degrees of freedom on clusters. */
    public Comparison comparison() {
        return Comparison.of(new Metric.Mean(0), control, treatment);
    }

    /**
     * What least squares on rows with cluster-robust errors gives, on G − 1 degrees of freedom.
     *
     * @param correction CR0 or CR1; the others need more than moments, see {@link ClusterRegression}
     */
    public Estimate sandwich(ClusterCorrection correction) {
        Check.that(
                correction == ClusterCorrection.CR0 || correction == ClusterCorrection.CR1,
                correction + " needs clusters' sizes: use ClusterRegression");
        double clusters = control.n() + (double) treatment.n();
        double variance = (variance(control) + variance(treatment))
                * correction.factor(control.n() + treatment.n(), Long.MAX_VALUE, 0);
        return new Estimate(treatment.mean(0) - control.mean(0), Math.sqrt(variance), clusters - 1);
    }

    private static double variance(CoMoments arm) {
        return arm.cross()[0][0] / arm.n() / arm.n();
    }
}
