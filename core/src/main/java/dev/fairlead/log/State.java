package dev.fairlead.log;

import java.util.List;

/**
 * Something that a node computes from the log and nothing else. It is a named section of the snapshot with its own position, so that
 * it can be replayed alone. States of which one reads another while applying are one state, since they must be at one
 * position.
 *
 * <p>{@link #accept} has no effects beyond the state, and does the same for the same events whenever they are read. It checks
 * an event before it changes anything: an event that makes it throw is left out for good, and what it had changed by then stays.
 */
public interface State extends Fold, Saved {
    /** Name of the snapshot's section: lower-case letters, digits, '-' and '.'; unique in a node. */
    String name();

    /** What the saved bytes depend on, like the definitions of aggregates. Bytes of one layout are not read as another's. */
    String layout();

    /**
     * Tells what will be applied next, in this order, so that what it needs of memory can be brought near for all of it at once, which
     * takes not much longer than for one. Changes nothing. The thread that applies.
     */
    default void expect(List<Logged> next) {}

    /** Applies one event. One thread only. @throws RuntimeException if the event cannot be taken */
    @Override
    void accept(Logged logged);

    /** Called when the snapshot that holds what {@link #save} wrote last is on disk in the place of the one before; beside the thread that applies. */
    default void saved() {}
}
