package dev.fairlead.cli.option;

/** An operation that was refused or a check that failed, with the reason; exit status 1. */
public final class Refusal extends RuntimeException {
    /** @param reason a sentence that says what is wrong and what to do */
    public Refusal(String reason) {
        super(reason);
    }
}
