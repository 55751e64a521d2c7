package dev.fairlead.state;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request as features read it: when, for which entities, and for how many candidates. What several columns need is found once. */
public abstract class FeatureRequest {
    private static final int[] NONE = {};

    private final long at;
    private final long session;
    private final int size;
    private final int[] @Nullable [] rows; // by entity type, each made when first asked for
    private final @Nullable Segments[] segments; // by entity type, as rows
    private final Map<Aggregate, Object> found = new IdentityHashMap<>();
    private EntityRows[] kept = {};

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

    /** Where the numbers are kept from now on. @param of by entity type */
    final void read(EntityRows[] of) {
        kept = of;
    }

    /** The stretches of the request's entities of a type, found once for a request. */
    final Segments segments(EntityType type) {
        Segments found = segments[type.ordinal()];
        if (found == null) {
            found = find(type);
            segments[type.ordinal()] = found;
        }
        return found;
    }

    private Segments find(EntityType type) {
        EntityRows of = kept[type.ordinal()];
        if (type.scope() == EntityType.Scope.REQUEST) {
            return new Segments(of, new int[] {row(type)}, size);
        }
        if (size > 0) {
            row(type, 0);
        }
        int[] entities = rows[type.ordinal()];
        return new Segments(of, entities == null ? NONE : entities, 1);
    }

    /** What an aggregate finds of the request, once however many columns are made of it. */
    @SuppressWarnings("unchecked") // each aggregate asks for one class alone
    final <T> T once(Aggregate aggregate, Function<FeatureRequest, T> find) {
        Object known = found.get(aggregate);
        if (known == null) {
            known = find.apply(this);
            found.put(aggregate, known);
        }
        return (T) known;
    }
}
