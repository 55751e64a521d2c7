package dev.fairlead.growthbook;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps assignments, so that they outlive a change of weights. Many threads use it. */
public interface StickyBuckets {
    /** What is kept of a unit. */
    Optional<StickyAssignments> get(String attribute, String unit);

    /** Keeps assignments in the place of the unit's earlier ones. */
    void save(StickyAssignments assignments);

    /** Keeps them on the heap. */
    static StickyBuckets inMemory() {
        record Key(String attribute, String unit) {}
        Map<Key, StickyAssignments> kept = new ConcurrentHashMap<>();
        return new StickyBuckets() {
            @Override
            public Optional<StickyAssignments> get(String attribute, String unit) {
                return Optional.ofNullable(kept.get(new Key(attribute, unit)));
            }

            @Override
            public void save(StickyAssignments assignments) {
                kept.put(new Key(assignments.attribute(), assignments.unit()), assignments);
            }
        };
    }
}
