package dev.fairlead.errors;

/** What was asked for is not done, or a check failed, for a reason that whoever asked can do something about. */
public final class UserException extends RuntimeException {
    /** What kind of reason. */
    public enum Kind {
        /** The request itself is wrong. */
        INVALID,
        /** What the request names does not exist. */
        UNKNOWN,
        /** What the request names is not in a state that allows it. */
        CONFLICT
    }

    private final Kind kind;

    /** @param reason a sentence that says what is wrong and what to do */
    public UserException(Kind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** A wrong request. @param reason a sentence that says what is wrong and what to do */
    public UserException(String reason) {
        this(Kind.INVALID, reason);
    }

    public Kind kind() {
        return kind;
    }
}
