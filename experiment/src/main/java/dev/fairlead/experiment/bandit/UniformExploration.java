package dev.fairlead.experiment.bandit;

/**
 * A policy with a share of choices made uniformly at random, so that every action has a propensity of at least ε / n and
 * the log can be used to evaluate any other policy.
 *
 * @param policy what chooses otherwise
 * @param epsilon the share, from 0 to 1
 */
public record UniformExploration<C>(Policy<C> policy, double epsilon) implements Policy<C> {
    public UniformExploration {
        Check.exploration(epsilon);
    }

    /** ε-greedy on the values of the actions. */
    public static UniformExploration<double[]> greedy(double epsilon) {
        return new UniformExploration<>(new Greedy(), epsilon);
    }

    @Override
    public double[] probabilities(C context) {
        double[] probabilities = policy.probabilities(context).clone();
        for (int action = 0; action < probabilities.length; action++) {
            probabilities[action] = (1 - epsilon) * probabilities[action] + epsilon / probabilities.length;
        }
        return probabilities;
    }
}
