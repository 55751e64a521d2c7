package dev.fairlead.state;

/** Times as 32-bit seconds since 1990-01-01T00:00:00Z plus one, so that 0 means "never"; good until 2058. */
public final class Seconds {
    private static final long EPOCH = 631_152_000L;

    private Seconds() {}

    /** @param millis milliseconds since 1970 */
    public static int of(long millis) {
        return Math.clamp(Math.floorDiv(millis, 1000L) - EPOCH + 1, 1, Integer.MAX_VALUE);
    }
}
