package dev.fairlead.log;

/**
 * An event that broke its contract, kept until somebody mends it.
 *
 * @param number given by the log, 1, 2, …; 0 before it is stored
 * @param received when it arrived, in milliseconds since 1970
 * @param source where it came from: a file's name or "http"
 * @param line 1-based line or element number within its source
 * @param field the field at fault; empty when the whole event is
 * @param reason what is wrong and what would be right
 * @param payload the text as it arrived, cut at {@link #MAX_PAYLOAD} characters
 */
public record DeadLetter(
        long number, long received, String source, long line, String field, String reason, String payload) {

    /** Longest payload that is kept, in characters. */
    public static final int MAX_PAYLOAD = 100_000;

    public DeadLetter {
        if (payload.length() > MAX_PAYLOAD) {
            payload = payload.substring(0, MAX_PAYLOAD);
        }
    }
}
