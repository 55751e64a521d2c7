package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.nonparametric.QuantileSketch;
import dev.fairlead.experiment.plan.Metric;
import java.util.Map;
import java.util.Optional;

/** Sketches of the precision that analyses use: a relative error of 0.2 % from a millionth to 10¹², 250 kB each. */
final class Sketches {
    private static final double RELATIVE_ERROR = 0.002;
    private static final double LEAST = 1e-6;
    private static final double MOST = 1e12;

    private Sketches() {}

    static QuantileSketch empty() {
        return new QuantileSketch(RELATIVE_ERROR, LEAST, MOST);
    }

    static double quantile(Map<Metric, QuantileSketch> sketches, Metric metric, double level) {
        return Optional.ofNullable(sketches.get(metric))
                .filter(sketch -> sketch.rows() > 0)
                .map(sketch -> sketch.quantile(level))
                .orElse(Double.POSITIVE_INFINITY);
    }
}
