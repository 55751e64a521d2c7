package dev.fairlead.launch;

/** A change of launches that is not made, with the reason in a sentence. */
public final class Refused extends RuntimeException {
    /** What kind of reason. */
    public enum Reason {
        /** The request itself is wrong. */
        INVALID,
        /** There is no such launch. */
        UNKNOWN,
        /** The launch is not in a state that allows it. */
        CONFLICT
    }

    private final Reason reason;

    public Refused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
