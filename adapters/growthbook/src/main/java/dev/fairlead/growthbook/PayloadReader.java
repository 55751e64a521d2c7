package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.BucketRanges;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;

/** Reads features and experiments of GrowthBook's payload. */
final class PayloadReader {
    private static final List<String> REPORTED = List.of(
            "variations",
            "coverage",
            "weights",
            "hashAttribute",
            "fallbackAttribute",
            "disableStickyBucketing",
            "bucketVersion",
            "minBucketVersion",
            "namespace",
            "meta",
            "ranges",
            "name",
            "phase",
            "seed",
            "hashVersion",
            "filters",
            "condition");

    private final ConditionReader conditions;
    private final Optional<Members> bandits;

    PayloadReader(SavedGroups groups, Optional<Members> bandits) {
        this.conditions = new ConditionReader(groups);
        this.bandits = bandits;
    }

    List<String> problems() {
        return conditions.problems();
    }

    Feature feature(String key, Members feature) {
        return new Feature(
                feature.value("defaultValue").orElse(Json.NULL),
                feature.objects("rules").stream().map(rule -> rule(key, rule)).toList());
    }

    private FeatureRule rule(String feature, Members rule) {
        return new FeatureRule(
                rule.anyText("id").orElse(""), prerequisites(rule), filters(rule), action(feature, rule));
    }

    private FeatureRule.Action action(String feature, Members rule) {
        if (rule.object().get("force").isPresent()) {
            return new FeatureRule.Action.Force(
                    rule.value("force").orElse(Json.NULL), condition(rule), rollout(feature, rule));
        }
        String key = rule.anyText("key").filter(text -> !text.isEmpty()).orElse(feature);
        if (rule.object().get("contextualVariations").isPresent()) {
            return bandit(key, rule);
        }
        return rule.value("variations").isPresent()
                ? new FeatureRule.Action.Run(
                        experiment(key, reported(key, rule.object(), "variations", Map.of()), Optional.empty()))
                : new FeatureRule.Action.None();
    }

    private static FeatureRule.Rollout rollout(String feature, Members rule) {
        return new FeatureRule.Rollout(
                seed(rule, feature),
                hashAttribute(rule),
                rule.flag("disableStickyBucketing").orElse(false)
                        ? Optional.empty()
                        : rule.anyText("fallbackAttribute"),
                hashVersion(rule),
                Places.range(rule, "range"),
                rule.number("coverage"));
    }

    private FeatureRule.Action bandit(String key, Members rule) {
        Members marginal = reported(key, rule.object(), "contextualVariations", Map.of());
        Optional<Members> bandit =
                rule.anyText("contextualBanditRef").flatMap(name -> bandits.flatMap(all -> all.members(name)));
        if (bandit.isEmpty()) {
            return new FeatureRule.Action.Run(experiment(key, marginal, Optional.empty()));
        }
        List<FeatureRule.Leaf> leaves = new ArrayList<>();
        for (Members context : bandit.get().objects("contexts")) {
            Json weights = context.value("weights").orElse(new Json.Arr(List.of()));
            Members weighted = reported(key, rule.object(), "contextualVariations", Map.of("weights", weights));
            int leaf = context.whole("leafId").orElse(BanditChoice.NO_LEAF);
            leaves.add(new FeatureRule.Leaf(
                    condition(context), experiment(key, weighted, Optional.of(choice(leaf, weighted, bandit.get())))));
        }
        var otherwise = Optional.of(choice(BanditChoice.NO_LEAF, marginal, bandit.get()));
        return new FeatureRule.Action.Bandit(leaves, experiment(key, marginal, otherwise));
    }

    private static BanditChoice choice(int leaf, Members experiment, Members bandit) {
        return new BanditChoice(
                leaf,
                DoubleStream.of(experiment.numbers("weights")).boxed().toList(),
                optional(bandit, "banditVersion"));
    }

    /** What of a rule its experiment reports. */
    private static Members reported(String key, Json.Obj rule, String variations, Map<String, Json> changed) {
        var reported = new LinkedHashMap<String, Json>();
        reported.put("key", Json.of(key));
        for (String name : REPORTED) {
            Optional<Json> value = rule.get(name.equals("variations") ? variations : name);
            value.ifPresent(given -> reported.put(name, changed.getOrDefault(name, given)));
        }
        changed.forEach(reported::putIfAbsent);
        return Members.of(new Json.Obj(reported), "experiment " + key);
    }

    FeatureExperiment experiment(String key, Members experiment, Optional<BanditChoice> bandit) {
        List<FeatureExperiment.Variation> variations = variations(experiment);
        List<Range> ranges = Places.ranges(experiment, "ranges");
        return new FeatureExperiment(
                key,
                variations,
                hashAttribute(experiment),
                experiment.anyText("fallbackAttribute"),
                seed(experiment, key),
                hashVersion(experiment),
                ranges.isEmpty()
                        ? BucketRanges.of(
                                variations.size(),
                                experiment.number("coverage").orElse(1.0),
                                experiment.numbers("weights"))
                        : new BucketRanges(ranges),
                new FeatureExperiment.Eligibility(
                        filters(experiment),
                        Places.namespace(experiment, "namespace"),
                        condition(experiment),
                        prerequisites(experiment)),
                new FeatureExperiment.Sticky(
                        !experiment.flag("disableStickyBucketing").orElse(false),
                        experiment.whole("bucketVersion").orElse(0),
                        experiment.whole("minBucketVersion").orElse(0)),
                experiment.flag("active").orElse(true),
                optional(experiment, "force"),
                bandit,
                experiment.object());
    }

    private static List<FeatureExperiment.Variation> variations(Members experiment) {
        List<Json> values = experiment.list("variations").orElse(List.of());
        List<Members> meta = experiment.objects("meta");
        List<FeatureExperiment.Variation> variations = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Optional<Members> about = i < meta.size() ? Optional.of(meta.get(i)) : Optional.empty();
            Optional<String> key = about.flatMap(each -> each.anyText("key")).filter(text -> !text.isEmpty());
            variations.add(new FeatureExperiment.Variation(
                    values.get(i),
                    key.orElse("" + i),
                    about.flatMap(each -> each.anyText("name")),
                    about.map(each -> each.flag("passthrough").orElse(false)).orElse(false),
                    key.isPresent()));
        }
        return List.copyOf(variations);
    }

    private List<Prerequisite> prerequisites(Members of) {
        return of.objects("parentConditions").stream()
                .map(each -> new Prerequisite(
                        each.anyText("id").orElse(""),
                        condition(each),
                        each.flag("gate").orElse(false)))
                .toList();
    }

    private ConditionNode condition(Members of) {
        return of.value("condition")
                .map(condition -> conditions.object(condition, of.where() + ".condition"))
                .orElse(ConditionNode.ALWAYS);
    }

    private static List<Filter> filters(Members of) {
        return of.objects("filters").stream().map(Filter::read).toList();
    }

    private static String hashAttribute(Members of) {
        return of.anyText("hashAttribute").filter(text -> !text.isEmpty()).orElse("id");
    }

    private static String seed(Members of, String otherwise) {
        return of.anyText("seed").filter(text -> !text.isEmpty()).orElse(otherwise);
    }

    private static Optional<HashVersion> hashVersion(Members of) {
        return HashVersion.of(of.number("hashVersion").orElse(1.0));
    }

    private static OptionalInt optional(Members of, String name) {
        return of.whole(name).map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
