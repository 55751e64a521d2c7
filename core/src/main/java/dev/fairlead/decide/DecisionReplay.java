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
