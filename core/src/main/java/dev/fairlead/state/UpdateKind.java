package dev.fairlead.state;

/** A kind of update that aggregates choose by. An app declares its own as an enum that implements this. */
public interface UpdateKind {
    /** Its name, which is part of the definition of every aggregate that takes it. */
    String name();

    /** Its place among the app's kinds, from 0. */
    int ordinal();
}
