package dev.fairlead.helidon;

import dev.fairlead.log.Position;

/**
 * How the process fares.
 *
 * @param ready whether it should get traffic
 * @param detail why it is not ready, or what is wrong although it is; empty when all is well
 * @param release hash of the release that serves; empty when the last resort does
 * @param logEnd where the log ends
 * @param applied how far the states have applied the log
 * @param deadLetters refused events that wait to be mended
 * @param quarantined events of the log that a state could not take and goes without
 * @param expired events that have left the log since they were too old
 */
public record Health(
        boolean ready,
        String detail,
        String release,
        Position logEnd,
        Position applied,
        long deadLetters,
        long quarantined,
        long expired) {
    /** Most durable events that decisions do not see yet. */
    public long lag() {
        return applied.lag(logEnd);
    }
}
