package dev.fairlead.calibration;

/**
 * What a rate says of a claim.
 *
 * @param sentence empty if there is nothing to add
 */
public record Verdict(Kind kind, String sentence) {
    /** From good to bad. */
    public enum Kind {
        /** The nominal rate is within the limits. */
        OK("ok"),
        /** The method errs more seldom than it may, as was said. */
        CONSERVATIVE("conservative"),
        /** The method is off, as was said. */
        LIMITATION("LIMITATION"),
        /** The method is off, and nobody said so. */
        FAILED("FAILED");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As in tables. */
        public String label() {
            return label;
        }
    }

    /** As in tables. */
    @Override
    public String toString() {
        return sentence.isEmpty() ? kind.label : kind.label + ": " + sentence;
    }
}
