package dev.fairlead.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is found of a request's entities while its rows are filled, in arrays that the next request uses again: a read of hundreds of
 * candidates leaves no garbage but its rows. Of one request at a time.
 */
final class Scratch {
    private final Segments[] segments; // by entity type
    private final int[][] entities; // by entity type, of each candidate
    private final boolean[] known; // whether they are this request's
    private final @Nullable Object[][] found; // by aggregate
    private long request;

    /** @param kept by entity type */
    Scratch(int entityTypes, EntityRows[] kept) {
        this.segments = new Segments[entityTypes];
        Arrays.setAll(segments, _ -> new Segments());
        this.entities = new int[entityTypes][0];
        this.known = new boolean[entityTypes];
        this.found = new Object[kept.length][];
        Arrays.setAll(found, type -> new Object[kept[type].aggregates()]);
    }

    /** From now on it is of another request. */
    void begin() {
        Arrays.fill(known, false);
        request++;
    }

    /** A number that another request has not. */
    long request() {
        return request;
    }

    Segments segments(EntityType type) {
        return segments[type.ordinal()];
    }

    /** Whether {@link #entities} has been asked for this request's. */
    boolean known(EntityType type) {
        return known[type.ordinal()];
    }

    /** Room for the dense ids of so many candidates' entities, which are known then. */
    int[] entities(EntityType type, int size) {
        int at = type.ordinal();
        known[at] = true;
        if (entities[at].length < size) {
            entities[at] = new int[size];
        }
        return entities[at];
    }

    /** What an aggregate has kept here, perhaps for an earlier request; null when it has not yet. */
    @Nullable
    Object found(Aggregate aggregate) {
        return found[aggregate.key().ordinal()][aggregate.place()];
    }

    void found(Aggregate aggregate, Object what) {
        found[aggregate.key().ordinal()][aggregate.place()] = what;
    }
}
