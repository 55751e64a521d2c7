package dev.fairlead.experiment.decision;

/**
 * Whether the comparison is one.
 *
 * @param sentence what was found, or why nothing could be
 */
public record ValidityCheck(Subject subject, Outcome outcome, String sentence) {
    /** What is checked; every one must be. */
    public enum Subject {
        /** The arms have the units that their weights promise. */
        SAMPLE_RATIO,
        /** The arms lose the same share of units. */
        DIFFERENTIAL_ATTRITION,
        /** Units saw one arm only. */
        MULTIPLE_EXPOSURE
    }

    /** What came of it. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It could not be made. */
        BLOCKED
    }
}
