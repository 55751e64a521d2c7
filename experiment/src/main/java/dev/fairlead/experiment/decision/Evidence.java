package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.plan.Direction;

/** What is known of a difference (treatment − control), in the unit of its metric. */
public sealed interface Evidence {
    /** The estimated difference. */
    double value();

    /** The one-sided p-value of the hypothesis that the metric is not worse: small if it deteriorated. */
    double pWorse(Direction direction);

    /**
     * Whether the metric is shown not to be worse by more than a margin, at a one-sided error rate.
     *
     * @param margin above 0
     */
    boolean nonInferior(Direction direction, double margin, double alpha);

    /** From the only look there is, by Student's t. */
    record Fixed(Estimate estimate) implements Evidence {
        @Override
        public double value() {
            return estimate.value();
        }

        @Override
        public double pWorse(Direction direction) {
            return direction == Direction.INCREASE ? estimate.pBelow(0) : estimate.pAbove(0);
        }

        @Override
        public boolean nonInferior(Direction direction, double margin, double alpha) {
            double p = direction == Direction.INCREASE ? estimate.pAbove(-margin) : estimate.pBelow(margin);
            return p <= alpha;
        }
    }

    /**
     * From a sequential method that has its own interval and p-value.
     *
     * @param interval valid at this look, and with a one-sided error rate at most that at which it will be used: for a
     *     guardrail at α, a two-sided interval of confidence 1 − 2α where it is symmetric, or 1 − α always
     * @param p two-sided p-value of no difference, valid at this look, 0 to 1
     */
    record Sequential(double value, Interval interval, double p) implements Evidence {
        public Sequential {
            if (!Double.isFinite(value) || !interval.contains(value)) {
                throw new IllegalArgumentException("the estimate " + value + " is outside its interval, from "
                        + interval.low() + " to " + interval.high());
            }
            Findings.probability(p, "a p-value");
        }

        /** A two-sided p-value, taken for the side on which the estimate is; on the other side nothing is known. */
        @Override
        public double pWorse(Direction direction) {
            return direction.good(value) < 0 ? p : 1;
        }

        @Override
        public boolean nonInferior(Direction direction, double margin, double alpha) {
            return direction == Direction.INCREASE ? interval.low() > -margin : interval.high() < margin;
        }
    }
}
