package dev.fairlead.experiment.outcome;

import java.time.Instant;

/** Times as nanoseconds since 1970-01-01T00:00:00Z, of the years 1677 to 2262. */
final class Moments {
    static final long SECOND = 1_000_000_000;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;

    private Moments() {}

    /** @throws IllegalArgumentException if the time is out of range */
    static long of(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the time " + time + " is not of the years 1677 to 2262", e);
        }
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }
}
