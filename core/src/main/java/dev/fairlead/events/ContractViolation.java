package dev.fairlead.events;

/** An event breaks its data contract: which field, why, and what would be right. */
public final class ContractViolation extends Exception {
    private final String field;

    public ContractViolation(String field, String reason) {
        super(reason);
        this.field = field;
    }

    /** The field at fault; empty when the whole event is (malformed text, say). */
    public String field() {
        return field;
    }

    /** Why, in a sentence that also says what would be right. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
