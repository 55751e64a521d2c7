package dev.fairlead.experiment.design;

/** What is to be detected: a difference of two arms, and how much one unit of each varies around its mean. */
public sealed interface Effect {
    /** Treatment's mean less control's. */
    double difference();

    /** Variance of one unit of control. */
    double controlVariance();

    /** Variance of one unit of treatment. */
    double treatmentVariance();

    /** The same control with another difference. */
    Effect with(double otherDifference);

    /**
     * Two proportions, each unit of which has or has not what is counted.
     *
     * @param control between 0 and 1
     * @param treatment between 0 and 1, another
     */
    record Proportions(double control, double treatment) implements Effect {
        public Proportions {
            Check.probability(control, "the baseline proportion");
            Check.probability(treatment, "the treatment's proportion");
            Check.that(control != treatment, "both proportions are " + control + ": there is no difference to detect");
        }

        @Override
        public double difference() {
            return treatment - control;
        }

        @Override
        public double controlVariance() {
            return control * (1 - control);
        }

        @Override
        public double treatmentVariance() {
            return treatment * (1 - treatment);
        }

        @Override
        public Effect with(double otherDifference) {
            return new Proportions(control, control + otherDifference);
        }
    }

    /**
     * Two means of equal variance.
     *
     * @param difference not 0, in the metric's unit
     * @param deviation standard deviation of one unit, in the metric's unit
     */
    record Means(double difference, double deviation) implements Effect {
        public Means {
            Check.that(
                    difference != 0 && Double.isFinite(difference),
                    "the difference is " + difference + ": there is nothing to detect");
            Check.positive(deviation, "the standard deviation");
        }

        @Override
        public double controlVariance() {
            return deviation * deviation;
        }

        @Override
        public double treatmentVariance() {
            return deviation * deviation;
        }

        @Override
        public Effect with(double otherDifference) {
            return new Means(otherDifference, deviation);
        }
    }

    /**
     * Two ratios of sums, such as revenue per session with users as units. The variance of one unit is the delta
     * method's, (σn² − 2 r σnd + r² σd²) / μd² with r = μn / μd (Deng, Knoblich and Lu, KDD 2018).
     *
     * @param difference of the ratios, not 0
     * @param numerator mean of a unit's numerator
     * @param denominator mean of a unit's denominator, above 0
     * @param numeratorVariance at least 0
     * @param denominatorVariance at least 0
     * @param covariance of a unit's numerator and denominator
     */
    record Ratios(
            double difference,
            double numerator,
            double denominator,
            double numeratorVariance,
            double denominatorVariance,
            double covariance)
            implements Effect {
        public Ratios {
            Check.that(
                    difference != 0 && Double.isFinite(difference),
                    "the difference is " + difference + ": there is nothing to detect");
            Check.positive(denominator, "the mean denominator");
            Check.positive(
                    variance(numerator, denominator, numeratorVariance, denominatorVariance, covariance),
                    "the variance of the ratio");
        }

        private static double variance(double n, double d, double vn, double vd, double c) {
            double ratio = n / d;
            return (vn - 2 * ratio * c + ratio * ratio * vd) / (d * d);
        }

        @Override
        public double controlVariance() {
            return variance(numerator, denominator, numeratorVariance, denominatorVariance, covariance);
        }

        @Override
        public double treatmentVariance() {
            return controlVariance();
        }

        @Override
        public Effect with(double otherDifference) {
            return new Ratios(
                    otherDifference, numerator, denominator, numeratorVariance, denominatorVariance, covariance);
        }
    }
}
