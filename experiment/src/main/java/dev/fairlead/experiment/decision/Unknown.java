package dev.fairlead.experiment.decision;

/**
 * A metric that could not be compared: nothing is known of it, so it neither speaks for shipping nor passes as a guardrail.
 *
 * @param why what hindered the comparison
 */
public record Unknown(String metric, Part part, String why) {
    /** The part it plays. */
    public enum Part {
        PRIMARY,
        SECONDARY,
        GUARDRAIL
    }
}
