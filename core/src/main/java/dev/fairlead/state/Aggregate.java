package dev.fairlead.state;

import java.util.List;
import java.util.Set;

/**
 * Numbers per entity that updates change and features read. Of each entity they are a stretch of bytes in its row, none before the first
 * update. Reading is a pure function of (bytes, time). Updated by one thread; reads never run beside an update (see {@link FeatureStore}).
 *
 * <p>Where the key is no entity of the request ({@link EntityType#scope}), the bytes are the same for any order of the same updates, and
 * those of two parts of them, taken apart, can be merged: they are sums of whole numbers, and the newest of values.
 */
public abstract class Aggregate {
    private final EntityType key;
    private final Set<UpdateKind> kinds;
    private int place = -1;

    Aggregate(EntityType key, Set<UpdateKind> kinds) {
        this.key = key;
        this.kinds = kinds;
    }

    /** Everything that the numbers depend on, in a fixed form: part of the fingerprint. */
    abstract String spec();

    /** Adds what happened to the row that is open. */
    abstract void add(EntityRows rows, Update update);

    /** Puts back its stretch of the open row, which it has asked for by {@link EntityRows#later}. */
    void write(EntityRows rows) {}

    /** Adds another row's stretch, which begins at {@code at}, to the row that is open. @throws IllegalStateException where order matters */
    abstract void merge(EntityRows rows, byte[] other, int at);

    final EntityType key() {
        return key;
    }

    /** Types of the entities that reading it looks up. */
    List<EntityType> types() {
        return List.of(key);
    }

    /** Types of the entities whose dense ids it keeps, which must stay the same for ever. */
    List<EntityType> held() {
        return List.of();
    }

    final Set<UpdateKind> kinds() {
        return kinds;
    }

    /** Its place among the aggregates of its key. */
    final int place() {
        return place;
    }

    /** @throws IllegalStateException if it has one: an aggregate is part of one store */
    final void place(int among) {
        if (place >= 0) {
            throw new IllegalStateException(spec() + " belongs to a store already");
        }
        place = among;
    }

    /** Whether the order of updates may matter: all of one entity of the request come through one partition, in one order. */
    final boolean ordered() {
        return key.scope() == EntityType.Scope.REQUEST;
    }
}
