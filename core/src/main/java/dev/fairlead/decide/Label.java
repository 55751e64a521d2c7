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
 * @param action which of the decision's choices an outcome is of; empty when it is of the whole decision
 * @param window how long after the decision an outcome still counts for it
 */
public record Label<E extends Event>(
        String name, Class<E> outcome, Function<E, String> decision, Function<E, String> action, Duration window) {
    /** One whose outcomes are of the whole decision. */
    public Label(String name, Class<E> outcome, Function<E, String> decision, Duration window) {
        this(name, outcome, decision, _ -> "", window);
    }

    /** The decision that an event is an outcome of; empty when it is none. */
    public String decisionOf(Event event) {
        return outcome.isInstance(event) ? decision.apply(outcome.cast(event)) : "";
    }

    /** The choice that an event is an outcome of; empty when it is of the whole decision, or of none. */
    public String actionOf(Event event) {
        return outcome.isInstance(event) ? action.apply(outcome.cast(event)) : "";
    }
}
