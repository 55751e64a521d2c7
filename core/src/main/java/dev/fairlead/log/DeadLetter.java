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
 * @param payload the text as it arrived, cut at {@link #MAX_PAYLOAD} bytes
 */
public record DeadLetter(
        long number, long received, String source, long line, String field, String reason, String payload) {

    /** Longest payload that is kept, in bytes of UTF-8. */
    public static final int MAX_PAYLOAD = 100_000;

    /** Longest reason that is kept, in bytes of UTF-8. */
    public static final int MAX_REASON = 4_000;

    public DeadLetter {
        payload = cut(payload, MAX_PAYLOAD);
        reason = cut(reason, MAX_REASON);
    }

    /** The beginning of a text that takes at most so many bytes, and ends with a whole character. */
    private static String cut(String text, int most) {
        if (text.length() <= most / 3) {
            return text; // a char takes at most three bytes
        }
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > most) {
                return text.substring(0, i);
            }
            i += Character.charCount(character);
        }
        return text;
    }
}
