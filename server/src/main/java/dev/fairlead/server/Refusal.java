package dev.fairlead.server;

/** An operation that was refused or a check that failed, with the reason; exit status 1. */
final class Refusal extends RuntimeException {
    Refusal(String reason) {
        super(reason);
    }
}
