package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.UnitId;
import dev.fairlead.experiment.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a unit for one experiment.
 *
 * @param variation −1 if none is kept
 * @param blocked whether an older version's assignment excludes the unit
 */
record StickyBucket(int variation, boolean blocked) {
    static final StickyBucket NONE = new StickyBucket(-1, false);

    boolean found() {
        return variation >= 0;
    }

    static StickyBucket find(FeatureExperiment experiment, Json.Obj attributes, StickyBuckets buckets) {
        Map<String, String> kept = new HashMap<>();
        experiment.fallbackAttribute().ifPresent(name -> kept.putAll(assignments(name, attributes, buckets)));
        kept.putAll(assignments(experiment.hashAttribute(), attributes, buckets));
        if (kept.keySet().stream().anyMatch(key -> blocks(key, experiment))) {
            return new StickyBucket(-1, true);
        }
        String variation = kept.getOrDefault(name(experiment), "");
        for (int i = 0; i < experiment.variations().size(); i++) {
            FeatureExperiment.Variation each = experiment.variations().get(i);
            if (each.keyed() && each.key().equals(variation)) {
                return new StickyBucket(i, false);
            }
        }
        return NONE;
    }

    static void save(FeatureExperiment experiment, UnitId identity, String variation, StickyBuckets buckets) {
        StickyAssignments kept = buckets.get(identity.attribute(), identity.unit())
                .orElseGet(() -> new StickyAssignments(identity.attribute(), identity.unit(), Map.of()));
        StickyAssignments changed = kept.with(name(experiment), variation);
        if (!changed.equals(kept)) {
            buckets.save(changed);
        }
    }

    private static String name(FeatureExperiment experiment) {
        return experiment.key() + "__" + experiment.sticky().version();
    }

    private static boolean blocks(String kept, FeatureExperiment experiment) {
        String prefix = experiment.key() + "__";
        if (!kept.startsWith(prefix)) {
            return false;
        }
        double version = JavaScript.number(kept.substring(prefix.length()));
        return version >= 0 && version < experiment.sticky().least();
    }

    private static Map<String, String> assignments(String attribute, Json.Obj attributes, StickyBuckets buckets) {
        Optional<UnitId> identity = UnitId.of(attributes, attribute);
        return identity.flatMap(each -> buckets.get(attribute, each.unit()))
                .map(StickyAssignments::assignments)
                .orElse(Map.of());
    }
}
