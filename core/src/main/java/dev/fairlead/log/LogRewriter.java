package dev.fairlead.log;

import dev.fairlead.events.Event;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * Changes what is in the log already, which nothing may do but what a person's right or a retention demands. Offsets stay as they are: an event
 * that leaves makes a gap. Safe for use beside whoever appends and reads.
 */
public interface LogRewriter {
    /** What becomes of stored events. It says the same of the same event whenever it is asked. */
    interface Rule {
        /** Whether an event may be concerned, by its stored bytes: a quick look that spares the reading of all others. */
        default boolean concerns(byte[] bytes, int from, int length) {
            return true;
        }

        /** @return the same instance if it stays as it is; empty if it leaves the log */
        Optional<Event> of(Logged logged);

        /** Whether an event stays that is concerned and cannot be decoded. */
        boolean keepsUnreadable(byte[] bytes);
    }

    /**
     * What was done.
     *
     * @param changed events that are others now
     * @param removed events that are gone
     */
    record Rewritten(long changed, long removed) {}

    /**
     * Applies a rule to all events up to a position, step by step: whoever is stopped in between, and begins again, comes to the same end. When it
     * returns, what was there before is nowhere in the log's files.
     *
     * @param progress gets the share that is done, 0 to 1
     * @throws LogException when the storage refuses; what was done by then stays done
     */
    Rewritten rewrite(Position upTo, Rule rule, DoubleConsumer progress);
}
