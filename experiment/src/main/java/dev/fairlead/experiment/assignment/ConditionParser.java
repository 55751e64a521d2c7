package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;

/** The language in which experiments write their conditions. */
@FunctionalInterface
public interface ConditionParser {
    /** No language: refuses every condition. */
    ConditionParser NONE = written -> {
        throw new IllegalArgumentException(
                "conditions on attributes cannot be read here; leave the condition out: " + written.canonical());
    };

    /**
     * Parses a condition.
     *
     * @throws IllegalArgumentException if it is none, with everything that is wrong in it
     */
    Condition parse(Json.Obj written);
}
