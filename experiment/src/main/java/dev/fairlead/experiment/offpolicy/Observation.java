package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.bandit.Policy;

/**
 * A logged decision beside the policy that is evaluated.
 *
 * @param propensity of the logged action under the logging policy, above 0 and at most 1
 * @param target its probability under the evaluated policy, from 0 to 1
 * @param reward what came of it
 * @param predicted a reward model's prediction for the logged action; 0 without a model
 * @param expected the same model's prediction averaged over the evaluated policy; 0 without a model
 * @param unit who it was for
 */
public record Observation(
        double propensity, double target, double reward, double predicted, double expected, String unit)
        implements Logged {
    public Observation {
        Check.propensity(propensity);
        Check.target(target);
        Check.finite(reward, "the reward of a logged decision");
        Check.finite(predicted, "the predicted reward of a logged action");
        Check.finite(expected, "the predicted reward of the evaluated policy");
    }

    /** For estimators that need no reward model. */
    public static <C> Observation of(LoggedDecision<C> logged, Policy<C> policy) {
        return of(logged, policy, (_, _) -> 0);
    }

    /** With the predictions of a model, which for double robustness did not learn from this decision: {@link CrossFit}. */
    public static <C> Observation of(LoggedDecision<C> logged, Policy<C> policy, RewardModel<C> model) {
        double[] target = policy.probabilities(logged.context());
        Check.that(
                logged.action() < target.length,
                "action " + logged.action() + " was logged, but the evaluated policy knows only " + target.length
                        + " actions in its context; give it the actions that the log had to choose from");
        double expected = 0;
        double sum = 0;
        for (int action = 0; action < target.length; action++) {
            Check.target(target[action]);
            sum += target[action];
            expected += target[action] == 0 ? 0 : target[action] * model.reward(logged.context(), action);
        }
        Check.that(Math.abs(sum - 1) <= 1e-6, "the evaluated policy's probabilities must sum to 1, not " + sum);
        double predicted = model.reward(logged.context(), logged.action());
        return new Observation(
                logged.propensity(), target[logged.action()], logged.reward(), predicted, expected, logged.unit());
    }

    /** How many decisions of the evaluated policy this one stands for. */
    double weight() {
        return target / propensity;
    }
}
