package dev.fairlead.experiment.decision;

/**
 * Why a verdict is what it is.
 *
 * @param subject the metric or check that it is about
 */
public record Reason(Cause cause, String subject, String sentence) {
    /** Its name. */
    public enum Cause {
        /** A primary metric is better. */
        SUPERIOR,
        /** A guardrail is not worse by more than its margin. */
        NON_INFERIOR,
        /** No primary metric is shown to be better. */
        NOT_SUPERIOR,
        /** A guardrail may be worse by more than its margin. */
        NOT_NON_INFERIOR,
        /** A metric could not be compared. */
        UNKNOWN,
        /** A metric is shown to be worse. */
        DETERIORATED,
        /** Results may not be read now. */
        NOT_AT_A_LOOK,
        /** Not all planned units are in, so that a difference may yet show. */
        UNDERPOWERED,
        /** A check failed. */
        CHECK_FAILED,
        /** A check could not be made. */
        CHECK_BLOCKED
    }
}
