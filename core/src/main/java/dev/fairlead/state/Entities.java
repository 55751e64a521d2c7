package dev.fairlead.state;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What an app knows of its entities (their ids and attributes), how an event updates it and the aggregates, and how a query
 * is turned into the request that features read. One thread applies events; reads never run beside it (see {@link
 * FeatureStore}).
 *
 * @param <Q> what rows are wanted for
 * @param <R> a query with its entities found
 */
public interface Entities<Q, R extends FeatureRequest> {
    /** Takes the updates of an event. */
    interface Updates {
        /** The update may be refilled once this has returned. */
        void add(Update update);
    }

    /** Takes entities whose rows will soon be changed. */
    interface Expected {
        /** @param entities dense ids, of which the first {@code count} count, negative for one that is not known */
        void add(EntityType type, int[] entities, int count);
    }

    /** What will be applied next; see {@link dev.fairlead.log.State#expect}. */
    default void expect(List<Logged> next, Expected rows) {}

    /** Applies an event to the attributes, then gives the aggregates the updates that it stands for, if any. */
    void accept(Event event, Updates updates);

    /** The query with its entities found. */
    R request(Q query);

    /** The entities that can leave the heap, by type, always in the same order; those of other types all stay there. */
    default Map<EntityType, ActiveEntities> leaving() {
        return Map.of();
    }

    /** What the saved bytes, and what events mean, depend on beside the aggregates; empty for nothing. */
    default String layout() {
        return "";
    }

    void save(DataOutput out) throws IOException;

    /** Fills empty entities with what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
