package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.nonparametric.QuantileSketch;
import dev.fairlead.experiment.plan.Metric;
import java.util.Map;
import java.util.Optional;

/** Sketches of the precision that analyses use, at most 4 MB each. */
final class Sketches {
    private Sketches() {}

    static QuantileSketch empty() {
        return new QuantileSketch();
    }

    static double quantile(Map<Metric, QuantileSketch> sketches, Metric metric, double level) {
        return Optional.ofNullable(sketches.get(metric))
                .filter(sketch -> sketch.rows() > 0)
                .map(sketch -> sketch.sample().quantile(level))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
