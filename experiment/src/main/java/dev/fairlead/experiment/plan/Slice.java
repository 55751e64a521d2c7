package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.Optional;

/**
 * Subgroups that are looked at by themselves.
 *
 * @param column known before exposure
 * @param values which of its values; empty for all of them
 */
public record Slice(String column, Optional<List<String>> values) {
    public Slice {
        values = values.map(List::copyOf);
    }

    /** Whether a subgroup is one of these. */
    public boolean covers(String otherColumn, String value) {
        return column.equals(otherColumn)
                && values.map(some -> some.contains(value)).orElse(true);
    }
}
