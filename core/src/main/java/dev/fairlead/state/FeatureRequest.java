package dev.fairlead.state;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request as features read it: when, for which entities, and for how many candidates. What several columns need is found once. */
public abstract class FeatureRequest {
    private final long at;
    private final long session;
    private final int size;
    private final int entityTypes;
    private @Nullable Scratch scratch;
    private @Nullable Map<Object, Object> found;

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
        this.entityTypes = entityTypes;
    }

    /** How many candidates there are. */
    public final int size() {
        return size;
    }

    /** When, in milliseconds since 1970. */
    public final long at() {
        return at;
    }

    /** What several columns need of this request: made when it is first asked for. @param by the same object for the same thing */
    @SuppressWarnings("unchecked") // of one key there is one maker
    public final <T> T once(Object by, Supplier<T> maker) {
        if (found == null) {
            found = new IdentityHashMap<>();
        }
        return (T) found.computeIfAbsent(by, _ -> maker.get());
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

    /** How many types of entity the app has. */
    final int entityTypes() {
        return entityTypes;
    }

    /** Dense ids of the candidates' entities of a type, found once for a request; as many as there are candidates. */
    final int[] rows(EntityType type) {
        Scratch of = scratch();
        boolean found = of.known(type);
        int[] known = of.entities(type, size);
        for (int i = 0; i < size && !found; i++) {
            known[i] = find(type, i);
        }
        return known;
    }

    /**
     * Finds what columns read.
     *
     * @param types of entities that numbers are kept of or that lists hold
     * @param kept by entity type
     * @param with of this request until its rows are filled
     */
    final void read(List<EntityType> types, EntityRows[] kept, Scratch with) {
        with.begin();
        scratch = with;
        for (EntityType type : types) {
            if (type.ordinal() >= kept.length) {
                continue;
            }
            EntityRows of = kept[type.ordinal()];
            if (type.scope() != EntityType.Scope.REQUEST) {
                with.segments(type).find(of, rows(type), size);
                continue;
            }
            ColdEntity cold = cold(type);
            if (cold == null) {
                with.segments(type).findShared(of, row(type), size);
            } else {
                with.segments(type).findShared(of.apart(cold), 0, size);
            }
        }
    }

    /** The stretches of the request's entities of a type that numbers are kept of. */
    final Segments segments(EntityType type) {
        return scratch().segments(type);
    }

    /** What is found of it. */
    final Scratch scratch() {
        return Objects.requireNonNull(scratch, "features read a request through its view");
    }
}
