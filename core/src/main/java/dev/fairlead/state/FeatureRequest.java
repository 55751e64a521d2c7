package dev.fairlead.state;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request as features read it: when, for which entities, and for how many candidates. What several columns need is found once. */
public abstract class FeatureRequest {
    private final long at;
    private final long session;
    private final int size;
    private final int[] @Nullable [] rows; // by entity type, each made when first asked for
    private final Map<Aggregate, double[]> ofCandidates = new IdentityHashMap<>();
    private final Map<Aggregate, int[]> places = new IdentityHashMap<>();

    /**
     * @param at when, in milliseconds since 1970: windows end and ages are counted here
     * @param session 64-bit hash of the session that the request belongs to; see {@link Hashing#of}
     * @param size how many candidates there are; 1 where a request is for one row
     * @param entityTypes how many types of entity the app has
     */
    protected FeatureRequest(long at, long session, int size, int entityTypes) {
        this.at = at;
        this.session = session;
        this.size = size;
        this.rows = new int[entityTypes][];
    }

    /** How many candidates there are. */
    public final int size() {
        return size;
    }

    /** When, in milliseconds since 1970. */
    public final long at() {
        return at;
    }

    final long session() {
        return session;
    }

    /** Dense id of the request's entity of a type whose scope is REQUEST. */
    public abstract int row(EntityType type);

    /** Dense id of a candidate that is an entity of a type whose scope is CANDIDATE. */
    public abstract int candidate(int candidate);

    /** Dense id of the entity of any type that a candidate has. */
    protected abstract int find(EntityType type, int candidate);

    /** Dense id of the entity of any type that a candidate has, found once for a request. */
    public final int row(EntityType type, int candidate) {
        int[] known = rows[type.ordinal()];
        if (known == null) {
            known = new int[size];
            for (int i = 0; i < size; i++) {
                known[i] = find(type, i);
            }
            rows[type.ordinal()] = known;
        }
        return known[candidate];
    }

    /** The aggregate's number of each candidate where {@link #remember} was told it, else null. */
    final double @Nullable [] ofCandidates(Aggregate aggregate) {
        return ofCandidates.get(aggregate);
    }

    /** Keeps an aggregate's number of each candidate, so that it is read once however many columns are made of it. */
    final void remember(Aggregate aggregate, double[] values) {
        ofCandidates.put(aggregate, values);
    }

    /** Where the aggregate keeps each candidate where {@link #remember} was told it, else null. */
    final int @Nullable [] places(Aggregate aggregate) {
        return places.get(aggregate);
    }

    /** Keeps where the aggregate has each candidate. */
    final void remember(Aggregate aggregate, int[] found) {
        places.put(aggregate, found);
    }
}
