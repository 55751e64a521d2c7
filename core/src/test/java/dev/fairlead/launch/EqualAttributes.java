package dev.fairlead.launch;

import dev.fairlead.experiment.assignment.Condition;
import dev.fairlead.experiment.json.Json;

/** A small language of conditions: each attribute has the value that is written. */
record EqualAttributes(Json.Obj written) implements Condition {
    @Override
    public boolean holds(Json.Obj attributes) {
        return attributes.members().entrySet().containsAll(written.members().entrySet());
    }
}
