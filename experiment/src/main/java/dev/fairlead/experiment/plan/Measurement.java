package dev.fairlead.experiment.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A column of a table of units, computed from their events.
 *
 * @param event type of the events that count
 * @param aggregate what is made of them
 * @param field that is aggregated; empty where none is read
 * @param times a second field by which the first is multiplied in each event, such as a quantity; mostly empty
 * @param where all of them must hold of an event that counts
 */
public record Measurement(
        String event, Aggregate aggregate, Optional<String> field, Optional<String> times, List<Condition> where) {
    public Measurement {
        where = where.stream().sorted(Comparator.comparing(Condition::field)).toList();
    }

    /** Of all events of a type, with no field read. */
    public static Measurement of(String event, Aggregate aggregate) {
        return new Measurement(event, aggregate, Optional.empty(), Optional.empty(), List.of());
    }

    /** Of a field of all events of a type. */
    public static Measurement of(String event, Aggregate aggregate, String field) {
        return new Measurement(event, aggregate, Optional.of(field), Optional.empty(), List.of());
    }
}
