package dev.fairlead.experiment.offpolicy;

/** What in a log is independent of each other. */
public enum Sampling {
    /** Every decision. Estimation keeps a state of fixed size. */
    DECISIONS,
    /** Units only, such as users with several decisions each. The state holds a sum per unit. */
    UNITS
}
