package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.plan.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that a unit did. */
public interface Fact {
    /** By which it is known when it comes twice; empty if it is known to come once. */
    Optional<String> id();

    String unit();

    /** The type of event. */
    String type();

    /** When it happened. */
    Instant time();

    /** A field as text; empty if it is not there. */
    String text(String field);

    /**
     * A field as a number; NaN if it is not there.
     *
     * @throws IllegalArgumentException if it is no number
     */
    double number(String field);

    /** Whether all conditions hold of it. */
    default boolean meets(List<Condition> conditions) {
        for (Condition condition : conditions) {
            boolean holds = switch (condition) {
                case Condition.OneOf(String field, List<String> values) -> values.contains(text(field));
                case Condition.Between(String field, double from, double below) -> {
                    double value = number(field);
                    yield value >= from && value < below;
                }
            };
            if (!holds) {
                return false;
            }
        }
        return true;
    }
}
