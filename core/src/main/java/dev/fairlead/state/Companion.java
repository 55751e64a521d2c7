package dev.fairlead.state;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import java.util.List;

/**
 * State of another shape than rows that a {@link FeatureStore} keeps beside them: it is applied with each event, read at the same position, and
 * saved with the store. One thread applies events; reads never run beside it.
 *
 * @param <E> the app's entities
 */
public interface Companion<E> extends Saved {
    /** Everything that its layout in a snapshot and its numbers depend on, in a fixed form. */
    String spec();

    /** What will be applied next; see {@link dev.fairlead.log.State#expect}. */
    default void expect(E entities, List<Logged> next) {}

    /** Applies an event that the entities have applied just before. */
    void accept(E entities, Event event);
}
