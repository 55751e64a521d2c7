package dev.fairlead.experiment.bandit;

import java.util.random.RandomGenerator;

/**
 * What was chosen, and how likely that was: the pair that a decision must log.
 *
 * @param action from 0
 * @param propensity the probability with which the policy chooses this action here, above 0 and at most 1
 */
public record Choice(int action, double propensity) {
    public Choice {
        Check.that(action >= 0, "actions are counted from 0, so there is none " + action);
        Check.that(
                propensity > 0 && propensity <= 1,
                "what was chosen has a probability above 0 and at most 1, not " + propensity);
    }

    /**
     * Draws an action.
     *
     * @param probabilities of each action; they sum to 1 up to 1e-6
     */
    public static Choice draw(double[] probabilities, RandomGenerator random) {
        double left = random.nextDouble() * Check.distribution(probabilities);
        int last = -1;
        for (int action = 0; action < probabilities.length; action++) {
            if (probabilities[action] > 0) {
                last = action;
                left -= probabilities[action];
                if (left < 0) {
                    break;
                }
            }
        }
        return new Choice(last, Math.min(1, probabilities[last]));
    }
}
