package dev.fairlead.lab.withdrawal;

/**
 * What became of a release in a market.
 *
 * @param end how it ended
 * @param guardrail that took it back; empty when none did
 * @param decisions that the treatment gave until then, or until the market ended
 * @param hours of simulated time from the launch's start until then
 * @param coverage of the launch before it ended
 */
record Withdrawal(End end, String guardrail, long decisions, double hours, double coverage) {
    /** How it ended. */
    enum End {
        /** It still ran when the market ended. */
        RAN_ON,
        /** The launch was taken back as a whole. */
        WITHDRAWN,
        /** A market's users were taken out of the launch alone. */
        ONE_MARKET_WITHDRAWN
    }
}
