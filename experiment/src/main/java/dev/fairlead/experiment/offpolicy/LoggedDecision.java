package dev.fairlead.experiment.offpolicy;

import java.util.OptionalDouble;

/**
 * One decision of the logging policy and what came of it.
 *
 * @param context what the policies read: features, a position
 * @param action what was chosen, from 0
 * @param propensity the probability with which the logging policy chose it in this context, above 0 and at most 1
 * @param reward what came of it, finite; such as 1 for a click
 * @param unit who it was for, such as a user; decisions of one unit may depend on each other
 * @param <C> type of the context
 */
public record LoggedDecision<C>(C context, int action, double propensity, double reward, String unit) {
    public LoggedDecision {
        Check.that(action >= 0, "actions are counted from 0, so there is none " + action);
        Check.propensity(propensity);
        Check.finite(reward, "the reward of a logged decision");
    }

    /**
     * A decision from a log that may lack propensities.
     *
     * @throws IllegalArgumentException if it does
     */
    public static <C> LoggedDecision<C> read(
            C context, int action, OptionalDouble propensity, double reward, String unit) {
        return new LoggedDecision<>(context, action, propensity.orElse(Double.NaN), reward, unit);
    }
}
