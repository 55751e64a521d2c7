package dev.fairlead.log;

import dev.fairlead.events.Event;

/**
 * An event at its place in the log.
 *
 * @param partition 0-based; an embedded log has only partition 0
 * @param offset 1 or more; rises within the partition, with gaps or without
 */
public record Logged(int partition, long offset, Event event) {
    /** An event of a log of one partition. */
    public static Logged at(long offset, Event event) {
        return new Logged(0, offset, event);
    }

    /** The position just before this event, in a log of one partition. */
    public Position before() {
        return Position.START.with(partition, offset - 1);
    }

    /** The position just after this event, in a log of one partition. */
    public Position position() {
        return Position.START.with(partition, offset);
    }
}
