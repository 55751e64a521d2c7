package dev.fairlead.experiment.plan;

/** What is assigned to an arm, and counted. */
public enum Unit {
    USER,
    SESSION,
    DEVICE,
    /** Whole clusters, such as cities; the plan's cluster column names them. */
    CLUSTER
}
