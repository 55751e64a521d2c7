package dev.fairlead.experiment.assignment;

/** How far an experiment is. */
public enum Phase {
    /** Only testers are assigned. */
    DRAFT,
    RUNNING,
    /** Nobody is assigned, testers neither. */
    STOPPED
}
