package dev.fairlead.experiment.plan;

/** What is made of a unit's events. */
public enum Aggregate {
    /** 1 if there was an event, else 0. */
    HAPPENED,
    /** How many events there were. */
    COUNT,
    /** The sum of a field over the events; 0 without one. */
    SUM,
    /** How many different values a field had; 0 without an event. */
    DISTINCT,
    /** The greatest value of a field; nothing without an event, so that the unit counts as not measured. */
    MAX,
    /** The value of a field in the latest event, of those at the same time the greatest; nothing without an event. */
    LAST;

    /** Whether it reads a field of the events. */
    public boolean readsField() {
        return this != HAPPENED && this != COUNT;
    }

    /** Whether the field must be a number. */
    public boolean readsNumber() {
        return readsField() && this != DISTINCT;
    }
}
