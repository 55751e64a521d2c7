package dev.fairlead.experiment.offpolicy;

/** Predicts rewards. */
@FunctionalInterface
public interface RewardModel<C> {
    /** The expected reward of an action, also of one that was not taken. */
    double reward(C context, int action);

    /** Learns a model from logged decisions. */
    interface Learner<C> {
        void accept(LoggedDecision<C> decision);

        /** The model of all that was accepted so far. */
        RewardModel<C> model();
    }
}
