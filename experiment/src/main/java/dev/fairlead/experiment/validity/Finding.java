package dev.fairlead.experiment.validity;

/**
 * What a check of an experiment found.
 *
 * @param sentence says what was found, in numbers
 */
public record Finding(Severity severity, String sentence) {
    /** What a finding means for the verdict. */
    public enum Severity {
        /** Nothing stands against the result. */
        FINE,
        /** The result may be read together with the sentence. */
        WARNING,
        /** No verdict may be given. */
        BLOCKING
    }

    /** Whether no verdict may be given. */
    public boolean blocks() {
        return severity == Severity.BLOCKING;
    }
}
