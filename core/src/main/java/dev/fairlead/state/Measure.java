package dev.fairlead.state;

/** A number that an update adds to an aggregate. An app declares its own as an enum that implements this. */
public interface Measure {
    /** Its name, which is part of the definition of every aggregate that adds it. */
    String name();
}
