package dev.fairlead.experiment.outcome;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An event for tests. */
record Event(Optional<String> id, String unit, String type, Instant time, Map<String, String> fields) implements Fact {
    @Override
    public String text(String field) {
        return fields.getOrDefault(field, "");
    }

    @Override
    public double number(String field) {
        return fields.containsKey(field) ? Double.parseDouble(text(field)) : Double.NaN;
    }
}
