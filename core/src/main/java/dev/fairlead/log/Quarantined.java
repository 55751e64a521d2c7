package dev.fairlead.log;

/**
 * An event that a state could not take and was left out of.
 *
 * @param partition 0-based
 * @param offset its place in the partition
 * @param id of the event; empty if it cannot be told
 * @param state name of the state that goes without it
 * @param cause why, in a sentence
 * @param time when it was found, in milliseconds since 1970
 */
public record Quarantined(int partition, long offset, String id, String state, String cause, long time) {
    /** Longest cause that is kept, in characters. */
    public static final int MAX_CAUSE = 1_000;

    public Quarantined {
        if (cause.length() > MAX_CAUSE) {
            cause = cause.substring(0, MAX_CAUSE);
        }
    }
}
