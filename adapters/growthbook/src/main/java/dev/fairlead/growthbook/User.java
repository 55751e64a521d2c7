package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * For whom features are evaluated.
 *
 * @param attributes that conditions and hashes read
 * @param url of the page, whose query may force variations ({@code ?experiment=1}); "" for none
 * @param forcedVariations by experiment: testers' choices
 * @param testing whether nobody is assigned who is not forced
 * @param enabled whether experiments run at all
 * @param stickyBuckets where assignments are kept; empty to hash each time
 */
public record User(
        Json.Obj attributes,
        String url,
        Map<String, Integer> forcedVariations,
        boolean testing,
        boolean enabled,
        Optional<StickyBuckets> stickyBuckets) {
    public User {
        forcedVariations = Map.copyOf(forcedVariations);
    }

    /** Somebody with attributes and nothing else. */
    public static User of(Json.Obj attributes) {
        return new User(attributes, "", Map.of(), false, true, Optional.empty());
    }

    /** The same user whose assignments are kept. */
    public User withStickyBuckets(StickyBuckets buckets) {
        return new User(attributes, url, forcedVariations, testing, enabled, Optional.of(buckets));
    }
}
