package dev.fairlead.decide;

import dev.fairlead.events.Event;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a model learns to foresee: whether an outcome followed a decision.
 *
 * @param name lower case
 * @param outcome type of the event that is the outcome
 * @param decision id of the decision that an outcome names; empty when it names none
 * @param window how long after the decision an outcome still counts for it
 */
public record Label<E extends Event>(String name, Class<E> outcome, Function<E, String> decision, Duration window) {
    /** The decision that an event is an outcome of; empty when it is none. */
    String decisionOf(Event event) {
        return outcome.isInstance(event) ? decision.apply(outcome.cast(event)) : "";
    }
}
