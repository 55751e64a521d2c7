package dev.fairlead.calibration;

import dev.fairlead.experiment.Interval;

/** What is counted over runs, and which way it errs. */
public enum Measure {
    /** How often a test rejects though nothing is there; it errs upwards. */
    TYPE_1("type-1") {
        @Override
        boolean worse(Interval limits, double rate) {
            return limits.low() > rate;
        }
    },
    /** How often an interval contains the truth; it errs downwards. */
    COVERAGE("coverage") {
        @Override
        boolean worse(Interval limits, double rate) {
            return limits.high() < rate;
        }
    };

    private final String label;

    Measure(String label) {
        this.label = label;
    }

    /** As in tables. */
    public String label() {
        return label;
    }

    /** Whether a rate within these limits errs more often than one that was promised. */
    abstract boolean worse(Interval limits, double rate);
}
