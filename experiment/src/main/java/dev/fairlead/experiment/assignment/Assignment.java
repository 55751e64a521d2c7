package dev.fairlead.experiment.assignment;

/** What an experiment decided for a unit. */
public sealed interface Assignment {
    /**
     * The unit takes part.
     *
     * @param arm its name
     * @param index of the arm, from 0 for control
     * @param propensity the probability of this arm for a unit that may take part
     */
    record Drawn(String arm, int index, double propensity) implements Assignment {}

    /** A tester's arm, set and not drawn; no part of the data. */
    record Forced(String arm, int index) implements Assignment {}

    /** The unit does not take part. */
    record Out(Reason reason) implements Assignment {}

    /** Why a unit does not take part; the first that is true in this order. */
    enum Reason {
        /** It has no id. */
        NO_UNIT,
        /** The experiment is a draft or has stopped. */
        NOT_RUNNING,
        HELD_OUT,
        /** Its part of the namespace belongs to other experiments. */
        OTHER_NAMESPACE,
        /** The condition on its attributes does not hold. */
        NOT_TARGETED,
        /** The ramp has not reached it yet. */
        NOT_COVERED
    }

    /** The arm's index, or −1. */
    default int armIndex() {
        return switch (this) {
            case Drawn drawn -> drawn.index();
            case Forced forced -> forced.index();
            case Out _ -> -1;
        };
    }
}
