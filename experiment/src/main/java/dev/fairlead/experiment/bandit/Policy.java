package dev.fairlead.experiment.bandit;

import java.util.random.RandomGenerator;

/**
 * Chooses among actions 0, 1, … by chance.
 *
 * @param <C> what it knows when it chooses: values of the actions, features, a position
 */
@FunctionalInterface
public interface Policy<C> {
    /** The probability of each action, which sum to 1. */
    double[] probabilities(C context);

    /** An action drawn with these probabilities. */
    default Choice choose(C context, RandomGenerator random) {
        return Choice.draw(probabilities(context), random);
    }
}
