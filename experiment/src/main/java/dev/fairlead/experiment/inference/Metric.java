package dev.fairlead.experiment.inference;

import java.util.Arrays;
import java.util.List;

/** What is read of an arm's {@link CoMoments}: the mean of one value, or the ratio of two values' sums. */
public sealed interface Metric {
    /** What it is in an arm. */
    double value(CoMoments arm);

    /** Its derivative by each mean of the arm. */
    double[] gradient(CoMoments arm);

    /**
     * The mean of a value per unit.
     *
     * @param value its position
     */
    record Mean(int value) implements Metric {
        @Override
        public double value(CoMoments arm) {
            return arm.mean(value);
        }

        @Override
        public double[] gradient(CoMoments arm) {
            var gradient = new double[arm.size()];
            gradient[value] = 1;
            return gradient;
        }
    }

    /**
     * A ratio of sums, such as clicks per impression with users as units.
     *
     * @param numerator position of the value above
     * @param denominator position of the value below, whose mean is above 0
     */
    record Ratio(int numerator, int denominator) implements Metric {
        @Override
        public double value(CoMoments arm) {
            double below = arm.mean(denominator);
            Check.that(below > 0, "the mean denominator of a ratio must be above 0, and is " + below);
            return arm.mean(numerator) / below;
        }

        @Override
        public double[] gradient(CoMoments arm) {
            var gradient = new double[arm.size()];
            gradient[numerator] += 1 / arm.mean(denominator);
            gradient[denominator] -= value(arm) / arm.mean(denominator);
            return gradient;
        }
    }

    /**
     * The metric with the error of the delta method, for ratios (s²n − 2 r snd + r² s²d) / (n d̄²) (Deng, Knoblich and Lu,
     * KDD 2018), on n − 1 degrees of freedom.
     */
    default ArmEstimate estimate(CoMoments arm) {
        return linearize(arm, List.of(this)).moments(0).estimate();
    }

    /**
     * The moments of metrics as if each were a mean per unit: ratios are replaced by their tangents at the arm's means.
     * All that is done with means, such as {@link Cuped}, can then be done with ratios.
     */
    static CoMoments linearize(CoMoments arm, List<Metric> metrics) {
        var gradients = new double[metrics.size()][];
        Arrays.setAll(gradients, i -> metrics.get(i).gradient(arm));
        return arm.linear(
                gradients,
                metrics.stream().mapToDouble(metric -> metric.value(arm)).toArray());
    }
}
