package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an experiment of GrowthBook's gave a user.
 *
 * @param feature whose rule it was; empty if it was run by itself
 * @param variation its index; 0, the control, for who is not in the experiment
 * @param key of the variation
 * @param name of the variation
 * @param value of the variation
 * @param inExperiment whether the user counts, or was forced
 * @param hashUsed whether the hash decided: only then is the user part of the experiment's data
 * @param hashAttribute the attribute that identified the unit
 * @param hashValue its value; "" if it was missing
 * @param place of the unit, from 0 to below 1, if the hash was used
 * @param stickyBucketUsed whether the assignment was kept from earlier
 * @param passthrough whether later rules decide the feature's value
 * @param bandit the choice of weights, for a contextual bandit whose hash was used
 * @param definition of the experiment
 */
public record ExperimentResult(
        Optional<String> feature,
        int variation,
        String key,
        Optional<String> name,
        Json value,
        boolean inExperiment,
        boolean hashUsed,
        String hashAttribute,
        Json hashValue,
        OptionalDouble place,
        boolean stickyBucketUsed,
        boolean passthrough,
        Optional<BanditChoice> bandit,
        Json.Obj definition) {}
