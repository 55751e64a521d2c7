package dev.fairlead.sim;

import java.time.Duration;
import java.time.Instant;

/**
 * Size and rhythm of a simulated marketplace.
 *
 * @param seed same seed and same feed answers, same events
 * @param users who ever come; two thirds know the market at the start, the others arrive over the days
 * @param items ever offered; three quarters at the start
 * @param sellers four fifths at the start
 * @param days in which sessions start; outcomes may come up to {@link #OUTCOME_DAYS} days later
 * @param slateSize items asked for in each page view
 * @param sessionsPerUserDay mean over users; activity is very uneven between them
 * @param lateShare share of the users' events that arrive up to two hours after they happened, 0 to 1
 */
public record MarketConfig(
        long seed,
        int users,
        int items,
        int sellers,
        int days,
        Instant start,
        int slateSize,
        double sessionsPerUserDay,
        double lateShare) {

    /** Days after the last session until the last late purchase and complaint have arrived. */
    public static final int OUTCOME_DAYS = 11;

    public MarketConfig {
        if (users < 1 || items < 1 || sellers < 1 || days < 1 || slateSize < 1) {
            throw new IllegalArgumentException(
                    "users, items, sellers, days and slateSize are at least 1, not %d, %d, %d, %d and %d"
                            .formatted(users, items, sellers, days, slateSize));
        }
        if (!(sessionsPerUserDay > 0) || !(lateShare >= 0 && lateShare <= 1)) {
            throw new IllegalArgumentException(
                    "sessionsPerUserDay is above 0 and lateShare between 0 and 1, not %s and %s"
                            .formatted(sessionsPerUserDay, lateShare));
        }
    }

    /**
     * Four weeks from Monday 5 January 2026 with 3,000 users: 15 to 20 thousand slates of 20. Ordered by popularity and
     * recency, 3 to 6 % of the shown items are clicked and 0.3 to 0.6 % bought.
     */
    public static MarketConfig small(long seed) {
        return new MarketConfig(seed, 3_000, 2_000, 200, 28, Instant.parse("2026-01-05T00:00:00Z"), 20, 0.18, 0.02);
    }

    /** From here on no session starts. */
    public Instant end() {
        return start.plus(Duration.ofDays(days));
    }
}
