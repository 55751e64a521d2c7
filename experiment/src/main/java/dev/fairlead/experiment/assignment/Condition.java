package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;

/**
 * A condition on a unit's attributes, parsed from some language; many threads can ask it. Conditions that were written in the
 * same way are equal.
 */
public interface Condition {
    /** Whether the attributes fulfil it. */
    boolean holds(Json.Obj attributes);

    /** The condition as it was written. */
    Json.Obj written();
}
