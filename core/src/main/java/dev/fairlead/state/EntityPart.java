package dev.fairlead.state;

/** Something that is kept of each entity of one type by its index, and that leaves the heap and comes back with it. */
public interface EntityPart {
    /** All that is kept of the entity; empty for nothing. */
    byte[] bytes(int entity);

    /** Keeps of an entity, of which nothing is kept, what {@link #bytes} gave. */
    void put(int entity, byte[] bytes);

    /** Keeps nothing of the entity from now on: its index may become another's. */
    void remove(int entity);
}
