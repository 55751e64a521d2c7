package dev.fairlead.experiment.plan;

/** On which scale a relative change has its interval and p-value. */
public enum LiftScale {
    /** By the delta method on the change itself: symmetric. */
    DELTA,
    /** By the delta method on the logarithm of the ratio: never below −100 %, and the same whichever arm is divided by. */
    LOG_DELTA
}
