package dev.fairlead.state;

/** A number that an update adds to an aggregate. An app declares its own as an enum that implements this. */
public interface Measure {
    /** Its name, which is part of the definition of every aggregate that adds it. */
    String name();

    /** Whether all its numbers are whole. Sums of others are of their 2^−20ths. */
    default boolean whole() {
        return false;
    }
}
