package dev.fairlead.state;

import java.util.Optional;

/**
 * An entity as a reader finds it: on the heap, off the heap, or not known. Good for as long as the states stand still.
 *
 * @param index of one that is on the heap, {@link Ids#UNKNOWN} otherwise
 * @param cold what is kept of one that is not on the heap
 */
public record LocatedEntity(int index, Optional<ColdEntity> cold) {
    static final LocatedEntity UNKNOWN = new LocatedEntity(Ids.UNKNOWN, Optional.empty());
}
