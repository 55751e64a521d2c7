package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.BucketRanges;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An experiment of GrowthBook's, ready to run.
 *
 * @param hashVersion empty if it asks for one that does not exist; then nobody is in it
 * @param sticky the version under which assignments are kept
 * @param bandit how its weights were chosen
 * @param definition as it is reported
 */
record FeatureExperiment(
        String key,
        List<Variation> variations,
        String hashAttribute,
        Optional<String> fallbackAttribute,
        String seed,
        Optional<HashVersion> hashVersion,
        BucketRanges ranges,
        Eligibility eligibility,
        Sticky sticky,
        boolean active,
        OptionalInt force,
        Optional<BanditChoice> bandit,
        Json.Obj definition) {

    /** @param name empty if it has none; a passthrough variation leaves the decision to later rules */
    record Variation(Json value, String key, Optional<String> name, boolean passthrough, boolean keyed) {}

    /** Who may be in. Filters take the place of a namespace. */
    record Eligibility(
            List<Filter> filters,
            Optional<Namespace> namespace,
            ConditionNode condition,
            List<Prerequisite> prerequisites) {}

    /** @param least version of an assignment that does not exclude its unit */
    record Sticky(boolean enabled, int version, int least) {}
}
