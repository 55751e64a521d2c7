package dev.fairlead.state;

/** A kind of entity that an app keeps numbers for: a user, a device, a route. An app declares its own as an enum that implements this. */
public interface EntityType {
    /** Its name, which is part of the definition of every feature that reads it. */
    String name();

    /** Its place among the app's entity types, from 0. */
    int ordinal();

    /** How a request names entities of this type. */
    Scope scope();

    /** Whether they are persons, of whom nothing may be kept once they are erased. */
    default boolean person() {
        return false;
    }

    /** How a request names entities of one type. */
    enum Scope {
        /** One entity for the whole request. */
        REQUEST,
        /** Each candidate is one. */
        CANDIDATE,
        /** Each candidate has one, which other candidates may share. */
        ATTRIBUTE
    }
}
