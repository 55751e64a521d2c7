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
 * @param habits what users do beyond noticing, clicking and buying
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
        double lateShare,
        Habits habits) {

    /**
     * What users do beyond noticing each position by itself.
     *
     * @param cascade share of users who read from the top and may leave after any item, 0 to 1; the others notice each position
     *     with a probability of its own
     * @param budgets whether users have a monthly budget that holds them back when it runs low
     * @param moods whether users come back less after bad sessions than after good ones
     */
    public record Habits(double cascade, boolean budgets, boolean moods) {
        /** None of it: what a user does depends on the slate at hand alone. */
        public static final Habits PLAIN = new Habits(0, false, false);

        /** All of it. */
        public static final Habits FULL = new Habits(0.3, true, true);

        public Habits {
            if (!(cascade >= 0 && cascade <= 1)) {
                throw new IllegalArgumentException("the share of cascade users is from 0 to 1, not " + cascade);
            }
        }
    }

    /** Days after the last session until the last late purchase and complaint have arrived. */
    public static final int OUTCOME_DAYS = 11;

    /** With plain habits. */
    public MarketConfig(
            long seed,
            int users,
            int items,
            int sellers,
            int days,
            Instant start,
            int slateSize,
            double sessionsPerUserDay,
            double lateShare) {
        this(seed, users, items, sellers, days, start, slateSize, sessionsPerUserDay, lateShare, Habits.PLAIN);
    }

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
     * Four weeks from Monday 5 January 2026 with 3,000 users of all habits: 15 to 20 thousand slates of 20. Ordered by popularity and
     * recency, 3 to 6 % of the shown items are clicked and 0.3 to 0.6 % bought.
     */
    public static MarketConfig small(long seed) {
        return small(seed, 3_000, 28);
    }

    /** The same with another number of users and days. */
    public static MarketConfig small(long seed, int users, int days) {
        return new MarketConfig(
                seed, users, 2_000, 200, days, Instant.parse("2026-01-05T00:00:00Z"), 20, 0.24, 0.02, Habits.FULL);
    }

    /** From here on no session starts. */
    public Instant end() {
        return start.plus(Duration.ofDays(days));
    }
}
