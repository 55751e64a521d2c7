package dev.fairlead.experiment.plan;

/** What becomes of units of which a covariate is not known. */
public enum MissingCovariates {
    /** They take the mean of the others, and that it was missing is one more covariate. */
    INDICATOR,
    /** They are left out of all metrics, and counted. */
    DROP,
    /** The table is refused. */
    REFUSE
}
