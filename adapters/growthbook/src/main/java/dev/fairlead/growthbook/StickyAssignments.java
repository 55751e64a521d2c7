package dev.fairlead.growthbook;

import java.util.HashMap;
import java.util.Map;

/**
 * What one unit was assigned to.
 *
 * @param attribute that identifies it
 * @param unit its value
 * @param assignments the key of a variation by experiment and version, such as {@code checkout__0}
 */
public record StickyAssignments(String attribute, String unit, Map<String, String> assignments) {
    public StickyAssignments {
        assignments = Map.copyOf(assignments);
    }

    StickyAssignments with(String experiment, String variation) {
        var all = new HashMap<>(assignments);
        all.put(experiment, variation);
        return new StickyAssignments(attribute, unit, all);
    }
}
