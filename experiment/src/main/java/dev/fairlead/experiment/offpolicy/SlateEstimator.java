package dev.fairlead.experiment.offpolicy;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The estimators of a slate's total reward. The fewer interactions between slots they allow, the smaller their variance and
 * the stronger their assumption. All slates of a log have the same number of slots.
 */
public sealed interface SlateEstimator extends Estimator<LoggedSlate> {
    @Override
    default Optional<String> caution(double maxWeight) {
        return Optional.empty();
    }

    /**
     * Standard IPS: the weight of the whole slate × its total reward. Assumes nothing of how slots interact.
     *
     * @param selfNormalised whether weights are divided by their sum instead of their number
     */
    record Standard(boolean selfNormalised) implements SlateEstimator {
        @Override
        public double[] terms(LoggedSlate slate) {
            Weight weight = weights(slate)[0];
            return new double[] {weight.value() * weight.reward(), selfNormalised ? weight.value() : 1};
        }

        @Override
        public Weight[] weights(LoggedSlate slate) {
            Weight all = slate.cascadeWeight(slate.slots() - 1);
            return new Weight[] {new Weight(all.value(), slate.total(), all.propensity())};
        }
    }

    /**
     * Independent IPS (Li, Abbasi-Yadkori, Kveton, Muthukrishnan, Vinay and Wen 2018): Σ over slots of the slot's weight ×
     * its reward. Assumes that a slot's reward depends on its own item alone.
     *
     * @param selfNormalised whether each slot's weights are divided by their sum
     */
    record Independent(boolean selfNormalised) implements SlateEstimator {
        @Override
        public double[] terms(LoggedSlate slate) {
            return pairs(weights(slate), selfNormalised);
        }

        @Override
        public Weight[] weights(LoggedSlate slate) {
            return IntStream.range(0, slate.slots()).mapToObj(slate::slotWeight).toArray(Weight[]::new);
        }
    }

    /**
     * The value of the evaluated policy relative to that of the logging policy, by independent IPS without normalisation: Σ of weight × reward
     * over Σ of reward, a ratio of two means over the same units. It is 1 where the policies are worth the same. Assumes that a slot's
     * reward depends on its own item alone.
     */
    record RelativeValue() implements SlateEstimator {
        @Override
        public double[] terms(LoggedSlate slate) {
            double weighted = 0;
            for (Weight weight : weights(slate)) {
                weighted += weight.value() * weight.reward();
            }
            return new double[] {weighted, slate.total()};
        }

        @Override
        public Weight[] weights(LoggedSlate slate) {
            return IntStream.range(0, slate.slots()).mapToObj(slate::slotWeight).toArray(Weight[]::new);
        }
    }

    /**
     * Reward-interaction IPS (McInerney, Brost, Chandar, Mehrotra and Carterette 2020): Σ over slots of the weight of the
     * items down to the slot × its reward. Assumes that people read from the top and what is below does not matter.
     *
     * @param selfNormalised whether each slot's weights are divided by their sum
     */
    record RewardInteraction(boolean selfNormalised) implements SlateEstimator {
        @Override
        public double[] terms(LoggedSlate slate) {
            return pairs(weights(slate), selfNormalised);
        }

        @Override
        public Weight[] weights(LoggedSlate slate) {
            return cascade(slate);
        }
    }

    /**
     * Cascade doubly robust (Kiyohara et al. 2022, eq. 8): Σ over slots of w₁..ₖ (rₖ − qₖ) + w₁..ₖ₋₁ vₖ, where q and v
     * predict the rewards from slot k on. Assumes as reward-interaction IPS does, whatever the model.
     */
    record CascadeDoublyRobust() implements SlateEstimator {
        @Override
        public double[] terms(LoggedSlate slate) {
            double before = 1;
            double sum = 0;
            for (int slot = 0; slot < slate.slots(); slot++) {
                double weight = slate.cascadeWeight(slot).value();
                sum += weight * (slate.rewards()[slot] - slate.predicted()[slot]) + before * slate.expected()[slot];
                before = weight;
            }
            return new double[] {sum, 1};
        }

        @Override
        public Weight[] weights(LoggedSlate slate) {
            return cascade(slate);
        }
    }

    private static Weight[] cascade(LoggedSlate slate) {
        return IntStream.range(0, slate.slots()).mapToObj(slate::cascadeWeight).toArray(Weight[]::new);
    }

    private static double[] pairs(Weight[] weights, boolean selfNormalised) {
        var terms = new double[2 * weights.length];
        for (int slot = 0; slot < weights.length; slot++) {
            terms[2 * slot] = weights[slot].value() * weights[slot].reward();
            terms[2 * slot + 1] = selfNormalised ? weights[slot].value() : 1;
        }
        return terms;
    }
}
