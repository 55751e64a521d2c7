package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Overlap;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Writes experiments as GrowthBook's features, so that any of its SDKs assigns the same units to the same arms. A feature has
 * the experiment's key; its value is the arm's name, or null for who does not take part.
 */
public final class FeaturePayload {
    private FeaturePayload() {}

    /**
     * The payload of experiments.
     *
     * @throws IllegalArgumentException if two have the same key, or the same seed and unit in namespaces that overlap
     */
    public static Json.Obj of(List<Experiment> experiments) {
        var features = new LinkedHashMap<String, Json>();
        Overlap.refuseSharedDraws(experiments);
        experiments.forEach(experiment -> features.put(experiment.key(), feature(experiment)));
        return object("features", new Json.Obj(features));
    }

    private static Json feature(Experiment experiment) {
        List<Json> rules = new ArrayList<>();
        if (experiment.phase() != Phase.STOPPED) {
            new TreeMap<>(experiment.testers())
                    .forEach((unit, arm) -> rules.add(
                            object("condition", object(experiment.unit(), Json.of(unit)), "force", Json.of(arm))));
        }
        if (experiment.phase() == Phase.RUNNING) {
            rules.add(rule(experiment));
        }
        return object("defaultValue", Json.NULL, "rules", new Json.Arr(rules));
    }

    private static Json rule(Experiment experiment) {
        var rule = new LinkedHashMap<String, Json>();
        rule.put("key", Json.of(experiment.key()));
        rule.put("seed", Json.of(experiment.seed()));
        rule.put("hashAttribute", Json.of(experiment.unit()));
        rule.put("hashVersion", Json.of(experiment.hashVersion().number()));
        rule.put("variations", array(experiment.arms(), arm -> Json.of(arm.name())));
        rule.put("meta", array(experiment.arms(), arm -> object("key", Json.of(arm.name()))));
        rule.put("weights", array(experiment.arms(), arm -> Json.of(arm.weight())));
        rule.put("coverage", Json.of(experiment.coverage()));
        experiment.condition().ifPresent(condition -> rule.put("condition", condition.written()));
        List<Json> filters = filters(experiment);
        if (!filters.isEmpty()) {
            rule.put("filters", new Json.Arr(filters));
        }
        return new Json.Obj(rule);
    }

    /** Holdout and namespace, both as filters: GrowthBook's own namespaces know hash version 1 only. */
    private static List<Json> filters(Experiment experiment) {
        List<Json> filters = new ArrayList<>();
        experiment
                .holdout()
                .ifPresent(holdout ->
                        filters.add(filter(experiment, holdout.name(), HashVersion.V2, new Range(holdout.share(), 1))));
        experiment
                .namespace()
                .ifPresent(space -> filters.add(filter(experiment, space.seed(), space.hashVersion(), space.range())));
        return filters;
    }

    private static Json filter(Experiment experiment, String seed, HashVersion version, Range range) {
        Json ends = new Json.Arr(List.of(Json.of(range.start()), Json.of(range.end())));
        var filter = new LinkedHashMap<String, Json>();
        filter.put("attribute", Json.of(experiment.unit()));
        filter.put("seed", Json.of(seed));
        filter.put("hashVersion", Json.of(version.number()));
        filter.put("ranges", new Json.Arr(List.of(ends)));
        return new Json.Obj(filter);
    }

    private static Json array(List<Arm> arms, Function<Arm, Json> part) {
        return new Json.Arr(arms.stream().map(part).toList());
    }

    private static Json.Obj object(String name, Json value) {
        return new Json.Obj(Map.of(name, value));
    }

    private static Json.Obj object(String first, Json one, String second, Json other) {
        var members = new LinkedHashMap<String, Json>();
        members.put(first, one);
        members.put(second, other);
        return new Json.Obj(members);
    }
}
