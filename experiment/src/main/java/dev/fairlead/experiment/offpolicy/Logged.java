package dev.fairlead.experiment.offpolicy;

/** What an estimator reads of one decision: the log beside the evaluated policy. */
public sealed interface Logged permits Observation, LoggedSlate {
    /** Who the decision was for; decisions of one unit may depend on each other. */
    String unit();
}
