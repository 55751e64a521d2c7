package dev.fairlead.decide;

import dev.fairlead.log.Fold;
import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Optional;

/**
 * The states that an app's decisions read, as a fold of their own apart from any running app, from which logged decisions are made again.
 * What a decision took from elsewhere is in the log: its id, time, candidates, arms and release.
 */
public interface DecisionReplay extends Fold {
    /** Of the feature definitions. */
    String fingerprint();

    /** Names of the columns, in order. */
    List<String> names();

    /**
     * Why a decision of these features cannot be made again, in the same words for all of one kind; empty when it can.
     *
     * @param release the one that answered; empty when the last resort did
     */
    String obstacle(Decision logged, Optional<Release> release);

    /** Makes a decision without obstacle again, from the states as they are now. */
    Remade decide(Decision logged, Optional<Release> release);

    /**
     * The probability with which the policy of a release would choose each logged choice's action for its place, out of the logged candidates. Unless
     * overridden, the policy is taken to choose as it does when the decision is made again: with the propensities that it then
     * names, and never anything else where those are 1.
     *
     * @param release whose policy; empty for the last resort's
     * @return one for each logged choice, 0 to 1; NaN where it is not known
     */
    default double[] propensities(Decision logged, Optional<Release> release) {
        List<Choice> choices = decide(logged, release).decision().choices();
        double[] propensities = new double[logged.choices().size()];
        for (int i = 0; i < propensities.length; i++) {
            Choice was = logged.choices().get(i);
            Optional<Choice> now = choices.stream()
                    .filter(choice -> choice.place() == was.place())
                    .findFirst();
            boolean same =
                    now.map(choice -> choice.action().equals(was.action())).orElse(false);
            double propensity = now.map(Choice::propensity).orElse(1.0);
            propensities[i] = same ? propensity : propensity == 1 ? 0 : Double.NaN;
        }
        return propensities;
    }

    /**
     * A decision that was made again.
     *
     * @param candidates what was scored, in the order of the logged query, each as if it had been chosen; places, rules and
     *     propensities are those of {@link Decision#choices} only
     */
    record Remade(Decision decision, Candidates candidates) {}

    /** Candidates that are only put together when they are asked for. */
    interface Candidates {
        int size();

        /** @param index 0 to below {@link #size} */
        Choice get(int index);
    }
}
