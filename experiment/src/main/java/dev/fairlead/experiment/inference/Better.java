package dev.fairlead.experiment.inference;

/** Which way a metric is good. */
public enum Better {
    /** As with revenue. */
    HIGHER,
    /** As with latency. */
    LOWER
}
