package dev.fairlead.experiment.offpolicy;

import java.util.stream.IntStream;

/**
 * A logged slate beside the policy that is evaluated, slot by slot from the top.
 *
 * <p>For {@link SlateEstimator.Independent} probabilities are marginal: that this item is in this slot, whatever is in the
 * others. For all else they are conditional on the items above, so that their product is the probability of the slate.
 *
 * @param propensities of the shown items under the logging policy, above 0 and at most 1
 * @param targets their probabilities under the evaluated policy, from 0 to 1
 * @param rewards of each slot
 * @param predicted a model's prediction of the rewards from a slot on, given the items down to it; 0 without a model
 * @param expected the same, averaged over what the evaluated policy puts into the slot; 0 without a model
 * @param unit who it was for
 */
public record LoggedSlate(
        double[] propensities, double[] targets, double[] rewards, double[] predicted, double[] expected, String unit)
        implements Logged {
    public LoggedSlate {
        int slots = propensities.length;
        Check.that(slots > 0, "a slate has at least one slot");
        Check.that(
                targets.length == slots
                        && rewards.length == slots
                        && predicted.length == slots
                        && expected.length == slots,
                "a slate of " + slots + " propensities needs as many targets, rewards and predictions, not "
                        + targets.length + ", " + rewards.length + ", " + predicted.length + " and " + expected.length);
        for (int slot = 0; slot < slots; slot++) {
            Check.propensity(propensities[slot]);
            Check.target(targets[slot]);
            Check.finite(rewards[slot], "the reward of slot " + slot);
            Check.finite(predicted[slot], "the predicted reward from slot " + slot + " on");
            Check.finite(expected[slot], "the evaluated policy's predicted reward from slot " + slot + " on");
        }
        propensities = propensities.clone();
        targets = targets.clone();
        rewards = rewards.clone();
        predicted = predicted.clone();
        expected = expected.clone();
    }

    /** For estimators that need no model. */
    public static LoggedSlate of(double[] propensities, double[] targets, double[] rewards, String unit) {
        int slots = propensities.length;
        return new LoggedSlate(propensities, targets, rewards, new double[slots], new double[slots], unit);
    }

    int slots() {
        return rewards.length;
    }

    double total() {
        return IntStream.range(0, slots()).mapToDouble(slot -> rewards[slot]).sum();
    }

    Weight slotWeight(int slot) {
        return new Weight(targets[slot] / propensities[slot], rewards[slot], propensities[slot]);
    }

    /** The weight of the items from the top down to a slot, with the smallest of their propensities. */
    Weight cascadeWeight(int slot) {
        double weight = 1;
        double propensity = 1;
        for (int above = 0; above <= slot; above++) {
            weight *= targets[above] / propensities[above];
            propensity = Math.min(propensity, propensities[above]);
        }
        return new Weight(weight, rewards[slot], propensity);
    }
}
