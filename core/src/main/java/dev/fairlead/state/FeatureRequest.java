package dev.fairlead.state;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One request as features read it: when, for which entities, and for how many candidates. What several columns need is found once. */
public abstract class FeatureRequest {
    private final long at;
    private final long session;
    private final int size;
    private final int[] @Nullable [] rows; // by entity type, each made when first asked for
    private final @Nullable Segments[] segments; // by entity type, as rows
    private final Map<Aggregate, Object> found = new IdentityHashMap<>();

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
        this.segments = new Segments[entityTypes];
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

    /** What is kept of the request's entity of a type whose scope is REQUEST; null unless it is off the heap. */
    protected @Nullable ColdEntity cold(EntityType type) {
        return null;
    }

    /** Dense id of a candidate that is an entity of a type whose scope is CANDIDATE. */
    public abstract int candidate(int candidate);

    /** Dense id of the entity of any type that a candidate has. */
    protected abstract int find(EntityType type, int candidate);

    /** Dense id of the entity of any type that a candidate has. */
    public final int row(EntityType type, int candidate) {
        return rows(type)[candidate];
    }

    /** Dense ids of the candidates' entities of a type, found once for a request. */
    final int[] rows(EntityType type) {
        int[] known = rows[type.ordinal()];
        if (known == null) {
            known = new int[size];
            for (int i = 0; i < size; i++) {
                known[i] = find(type, i);
            }
            rows[type.ordinal()] = known;
        }
        return known;
    }

    /**
     * Finds what columns read.
     *
     * @param types of entities that numbers are kept of or that lists hold
     * @param kept by entity type
     */
    final void read(List<EntityType> types, EntityRows[] kept) {
        for (EntityType type : types) {
            boolean shared = type.scope() == EntityType.Scope.REQUEST;
            int[] entities = shared ? new int[] {row(type)} : rows(type);
            if (type.ordinal() < kept.length) {
                EntityRows of = kept[type.ordinal()];
                ColdEntity cold = shared ? cold(type) : null;
                segments[type.ordinal()] = cold == null
                        ? new Segments(of, entities, shared ? size : 1)
                        : new Segments(of.apart(cold), new int[] {0}, size);
            }
        }
    }

    /** The stretches of the request's entities of a type that numbers are kept of. */
    final Segments segments(EntityType type) {
        return Objects.requireNonNull(segments[type.ordinal()]);
    }

    /** What an aggregate has found of the request, null when it has not looked yet. */
    final @Nullable Object found(Aggregate aggregate) {
        return found.get(aggregate);
    }

    /** Keeps what an aggregate has found, however many columns are made of it. */
    final void found(Aggregate aggregate, Object what) {
        found.put(aggregate, what);
    }
}
