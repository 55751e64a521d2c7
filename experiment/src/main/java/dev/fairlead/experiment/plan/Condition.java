package dev.fairlead.experiment.plan;

import java.util.List;

/** What a field of an event must be for the event to count. An event without the field does not count. */
public sealed interface Condition {
    String field();

    /** The field, as text, is one of these. */
    record OneOf(String field, List<String> values) implements Condition {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /**
     * The field is a number in a range.
     *
     * @param from included, minus infinity for none
     * @param below excluded, infinity for none
     */
    record Between(String field, double from, double below) implements Condition {}
}
