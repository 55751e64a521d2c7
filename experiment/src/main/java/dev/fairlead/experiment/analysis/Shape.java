package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import java.util.List;

/**
 * What folds are made of.
 *
 * @param metrics all of the plan's, in its order
 * @param arms how many
 * @param covariates how many, indicators of strata counted in
 * @param clustered whether units are in clusters
 */
record Shape(List<Metric> metrics, int arms, int covariates, boolean clustered) {
    Shape {
        metrics = List.copyOf(metrics);
    }

    MetricFold fold(int metric) {
        MetricKind kind = metrics.get(metric).kind();
        int size = kind.columns().size() + covariates;
        if (kind instanceof MetricKind.Quantile) {
            return clustered ? new MetricFold.Exact() : new MetricFold.Sketch();
        }
        return clustered ? new MetricFold.Clusters(size) : new MetricFold.Units(size);
    }
}
