package dev.fairlead.experiment.offpolicy;

import java.util.Optional;

/** The estimators for one action per decision. Those with q and v need a reward model, best cross-fitted. */
public sealed interface ActionEstimator extends Estimator<Observation> {
    @Override
    default Weight[] weights(Observation o) {
        return new Weight[] {new Weight(o.weight(), o.reward(), o.propensity())};
    }

    @Override
    default Optional<String> caution(double maxWeight) {
        return Optional.empty();
    }

    /** Inverse propensity scoring (Horvitz and Thompson 1952): the mean of w r. Unbiased. */
    record Ips() implements ActionEstimator {
        @Override
        public double[] terms(Observation o) {
            return new double[] {o.weight() * o.reward(), 1};
        }
    }

    /** Self-normalised IPS (Hájek 1971; Swaminathan and Joachims 2015): Σ w r / Σ w. Its bias falls as 1/n. */
    record SelfNormalisedIps() implements ActionEstimator {
        @Override
        public double[] terms(Observation o) {
            return new double[] {o.weight() * o.reward(), o.weight()};
        }
    }

    /**
     * IPS with clipped weights (Ionides 2008): the mean of min(w, clip) r. Biased towards 0 by the clipped weight.
     *
     * @param clip the largest weight, above 0
     */
    record ClippedIps(double clip) implements ActionEstimator {
        public ClippedIps {
            positive(clip, "the largest weight");
        }

        @Override
        public double[] terms(Observation o) {
            return new double[] {Math.min(o.weight(), clip) * o.reward(), 1};
        }

        @Override
        public Optional<String> caution(double maxWeight) {
            return heavier(
                    maxWeight,
                    clip,
                    "weights are clipped at " + clip + ": for rewards that are not negative the estimate is biased"
                            + " downwards, which the interval leaves out");
        }
    }

    /** The direct method: the mean of v. As biased as the model. */
    record DirectMethod() implements ActionEstimator {
        @Override
        public double[] terms(Observation o) {
            return new double[] {o.expected(), 1};
        }

        @Override
        public Optional<String> caution(double maxWeight) {
            return Optional.of(
                    "the direct method believes its reward model: the interval leaves the model's error out");
        }
    }

    /** Doubly robust (Dudík, Langford and Li 2011): the mean of v + w (r − q). Unbiased whatever the model. */
    record DoublyRobust() implements ActionEstimator {
        @Override
        public double[] terms(Observation o) {
            return corrected(o, o.weight());
        }
    }

    /** Self-normalised doubly robust: the mean of v, and Σ w (r − q) / Σ w. */
    record SelfNormalisedDoublyRobust() implements ActionEstimator {
        @Override
        public double[] terms(Observation o) {
            return new double[] {o.expected(), 1, o.weight() * (o.reward() - o.predicted()), o.weight()};
        }
    }

    /**
     * Switch-DR (Wang, Agarwal and Dudík 2017): doubly robust where w ≤ threshold, the model alone elsewhere.
     *
     * @param threshold above 0
     */
    record SwitchDoublyRobust(double threshold) implements ActionEstimator {
        public SwitchDoublyRobust {
            positive(threshold, "the threshold of weights");
        }

        @Override
        public double[] terms(Observation o) {
            return corrected(o, o.weight() <= threshold ? o.weight() : 0);
        }

        @Override
        public Optional<String> caution(double maxWeight) {
            return heavier(
                    maxWeight,
                    threshold,
                    "weights above " + threshold
                            + " give way to the reward model, whose error there the interval leaves out");
        }
    }

    /**
     * Doubly robust with optimistic shrinkage (Su, Dimakopoulou, Krishnamurthy and Dudík 2020): weights λw / (w² + λ).
     *
     * @param lambda above 0: towards 0 it is the direct method, towards infinity doubly robust
     */
    record ShrunkDoublyRobust(double lambda) implements ActionEstimator {
        public ShrunkDoublyRobust {
            positive(lambda, "lambda");
        }

        @Override
        public double[] terms(Observation o) {
            return corrected(o, lambda * o.weight() / (o.weight() * o.weight() + lambda));
        }

        @Override
        public Optional<String> caution(double maxWeight) {
            return Optional.of("weights are shrunk by lambda = " + lambda
                    + ": the reward model's error, as far as they would correct it, is left out of the interval");
        }
    }

    private static double[] corrected(Observation o, double weight) {
        return new double[] {o.expected() + weight * (o.reward() - o.predicted()), 1};
    }

    private static Optional<String> heavier(double maxWeight, double limit, String caution) {
        return maxWeight > limit ? Optional.of(caution) : Optional.empty();
    }

    private static void positive(double value, String what) {
        Check.that(value > 0 && Double.isFinite(value), what + " must be above 0 and finite, not " + value);
    }
}
