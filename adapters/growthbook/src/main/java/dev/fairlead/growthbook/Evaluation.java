package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.UnitId;
import dev.fairlead.experiment.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Evaluates features and experiments for one user. Prerequisites are evaluated once each. */
final class Evaluation {
    private static final int DEEPEST = 200;

    private final Map<String, Feature> features;
    private final User user;
    private final Set<String> path = new HashSet<>();
    private final Map<String, FeatureResult> parents = new HashMap<>();

    Evaluation(Map<String, Feature> features, User user) {
        this.features = features;
        this.user = user;
    }

    /** What prerequisites say to a rule. */
    private enum Verdict {
        GO,
        SKIP,
        GATE,
        CYCLE
    }

    FeatureResult feature(String key) {
        if (path.size() >= DEEPEST || !path.add(key)) {
            return FeatureResult.of(Json.NULL, FeatureResult.Source.CYCLIC_PREREQUISITE);
        }
        Feature feature = features.get(key);
        FeatureResult result = feature == null
                ? FeatureResult.of(Json.NULL, FeatureResult.Source.UNKNOWN_FEATURE)
                : decide(key, feature);
        path.remove(key);
        return result;
    }

    private FeatureResult decide(String key, Feature feature) {
        for (FeatureRule rule : feature.rules()) {
            switch (verdict(rule.prerequisites())) {
                case CYCLE -> {
                    return FeatureResult.of(Json.NULL, FeatureResult.Source.CYCLIC_PREREQUISITE);
                }
                case GATE -> {
                    return FeatureResult.of(Json.NULL, FeatureResult.Source.PREREQUISITE);
                }
                case SKIP -> {}
                case GO -> {
                    Optional<FeatureResult> result = apply(key, rule);
                    if (result.isPresent()) {
                        return result.get();
                    }
                }
            }
        }
        return FeatureResult.of(feature.defaultValue(), FeatureResult.Source.DEFAULT_VALUE);
    }

    private Verdict verdict(List<Prerequisite> prerequisites) {
        for (Prerequisite prerequisite : prerequisites) {
            FeatureResult parent = parent(prerequisite.feature());
            if (parent.source() == FeatureResult.Source.CYCLIC_PREREQUISITE) {
                return Verdict.CYCLE;
            }
            if (!prerequisite.condition().holds(new Json.Obj(Map.of("value", parent.value())))) {
                return prerequisite.gate() ? Verdict.GATE : Verdict.SKIP;
            }
        }
        return Verdict.GO;
    }

    /** A cycle ends the whole evaluation, so what is kept does not depend on the path that led to it. */
    private FeatureResult parent(String key) {
        FeatureResult known = parents.get(key);
        if (known != null) {
            return known;
        }
        FeatureResult result = feature(key);
        if (result.source() != FeatureResult.Source.CYCLIC_PREREQUISITE) {
            parents.put(key, result);
        }
        return result;
    }

    private Optional<FeatureResult> apply(String key, FeatureRule rule) {
        if (!Filter.pass(rule.filters(), user.attributes())) {
            return Optional.empty();
        }
        return switch (rule.action()) {
            case FeatureRule.Action.None _ -> Optional.empty();
            case FeatureRule.Action.Force force -> force(rule, force);
            case FeatureRule.Action.Run run -> experiment(key, rule, run.experiment());
            case FeatureRule.Action.Bandit bandit -> experiment(key, rule, leaf(bandit));
        };
    }

    private Optional<FeatureResult> force(FeatureRule rule, FeatureRule.Action.Force force) {
        boolean forced = force.condition().holds(user.attributes())
                && force.rollout()
                        .includes(user.attributes(), user.stickyBuckets().isPresent());
        return forced
                ? Optional.of(new FeatureResult(force.value(), FeatureResult.Source.FORCE, rule.id(), Optional.empty()))
                : Optional.empty();
    }

    private FeatureExperiment leaf(FeatureRule.Action.Bandit bandit) {
        for (FeatureRule.Leaf leaf : bandit.leaves()) {
            if (leaf.condition().holds(user.attributes())) {
                return leaf.experiment();
            }
        }
        return bandit.otherwise();
    }

    private Optional<FeatureResult> experiment(String key, FeatureRule rule, FeatureExperiment experiment) {
        ExperimentResult result = run(experiment, Optional.of(key));
        return result.inExperiment() && !result.passthrough()
                ? Optional.of(new FeatureResult(
                        result.value(), FeatureResult.Source.EXPERIMENT, rule.id(), Optional.of(result)))
                : Optional.empty();
    }

    ExperimentResult run(FeatureExperiment experiment, Optional<String> feature) {
        boolean sticky = user.stickyBuckets().isPresent() && experiment.sticky().enabled();
        Optional<UnitId> identity = UnitId.of(
                user.attributes(),
                experiment.hashAttribute(),
                sticky ? experiment.fallbackAttribute() : Optional.empty());
        var report = new Report(experiment, feature, identity);
        if (experiment.variations().size() < 2 || !user.enabled()) {
            return report.out();
        }
        OptionalInt forced = forced(experiment);
        if (forced.isPresent()) {
            return report.forced(forced.getAsInt());
        }
        if (!experiment.active() || identity.isEmpty()) {
            return report.out();
        }
        StickyBucket kept = sticky
                ? StickyBucket.find(
                        experiment, user.attributes(), user.stickyBuckets().get())
                : StickyBucket.NONE;
        return kept.found() || eligible(experiment, identity.get())
                ? assign(report, identity.get(), kept)
                : report.out();
    }

    /** What a tester asked for. */
    private OptionalInt forced(FeatureExperiment experiment) {
        OptionalInt byUrl = QueryString.override(
                experiment.key(), user.url(), experiment.variations().size());
        Integer byUser = user.forcedVariations().get(experiment.key());
        return byUrl.isPresent() || byUser == null ? byUrl : OptionalInt.of(byUser);
    }

    private boolean eligible(FeatureExperiment experiment, UnitId identity) {
        FeatureExperiment.Eligibility eligibility = experiment.eligibility();
        boolean inTraffic = eligibility.filters().isEmpty()
                ? eligibility
                        .namespace()
                        .map(space -> space.contains(identity.unit()))
                        .orElse(true)
                : Filter.pass(eligibility.filters(), user.attributes());
        return inTraffic
                && eligibility.condition().holds(user.attributes())
                && verdict(eligibility.prerequisites()) == Verdict.GO;
    }

    private ExperimentResult assign(Report report, UnitId identity, StickyBucket kept) {
        FeatureExperiment experiment = report.experiment();
        if (experiment.hashVersion().isEmpty() || kept.blocked()) {
            return report.out();
        }
        double place = experiment.hashVersion().get().of(experiment.seed(), identity.unit());
        int variation = kept.found() ? kept.variation() : experiment.ranges().choose(place);
        if (variation < 0) {
            return report.out();
        }
        if (experiment.force().isPresent()) {
            return report.forced(experiment.force().getAsInt());
        }
        if (user.testing()) {
            return report.out();
        }
        ExperimentResult result = report.assigned(variation, place, kept.found());
        if (experiment.sticky().enabled()) {
            user.stickyBuckets().ifPresent(buckets -> StickyBucket.save(experiment, identity, result.key(), buckets));
        }
        return result;
    }
}
