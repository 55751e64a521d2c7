package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The features of a GrowthBook payload, evaluated as GrowthBook's own SDKs do (specification 0.8, server side). Everything is
 * parsed here once; evaluation is safe for many threads.
 */
public final class GrowthBook {
    private final Map<String, Feature> features = new LinkedHashMap<>();
    private final SavedGroups groups;
    private final List<String> problems;

    private GrowthBook(Members payload) {
        groups = payload.members("savedGroups")
                .map(members -> new SavedGroups(members.object()))
                .orElse(SavedGroups.none());
        var reader = new PayloadReader(groups, payload.members("contextualBandits"));
        payload.members("features")
                .ifPresent(all -> all.object()
                        .members()
                        .forEach((key, feature) ->
                                features.put(key, reader.feature(key, Members.of(feature, "features." + key)))));
        problems = reader.problems();
    }

    /**
     * Reads a payload.
     *
     * @param payload an object with {@code features}, and with {@code savedGroups} and {@code contextualBandits} if they are used
     * @throws IllegalArgumentException if a member has the wrong type, with its place
     */
    public static GrowthBook of(Json payload) {
        return new GrowthBook(Members.of(payload, "payload"));
    }

    /** The keys of all features. */
    public Set<String> keys() {
        return Set.copyOf(features.keySet());
    }

    /** What is wrong in conditions, one sentence each; a wrong condition never holds. */
    public List<String> problems() {
        return problems;
    }

    /** The value of a feature for somebody. */
    public FeatureResult eval(String feature, User user) {
        return new Evaluation(features, user).feature(feature);
    }

    /** The value of a feature for somebody with these attributes. */
    public FeatureResult eval(String feature, Json.Obj attributes) {
        return eval(feature, User.of(attributes));
    }

    /**
     * Reads an experiment that belongs to no feature; it can use the payload's groups and features.
     *
     * @throws IllegalArgumentException if a member has the wrong type, or it is bound to pages by {@code urlPatterns}
     */
    public InlineExperiment experiment(Json experiment) {
        Members members = Members.of(experiment, "experiment");
        Check.that(
                members.value("urlPatterns").isEmpty(),
                "experiment.urlPatterns: experiments on pages run in browsers; target by a condition instead");
        String key = members.anyText("key").orElse("");
        Check.that(!key.isBlank(), "an experiment needs a name that is not blank");
        return new InlineExperiment(
                new PayloadReader(groups, Optional.empty()).experiment(key, members, Optional.empty()));
    }

    /** An experiment that belongs to no feature. */
    public final class InlineExperiment {
        private final FeatureExperiment experiment;

        private InlineExperiment(FeatureExperiment experiment) {
            this.experiment = experiment;
        }

        /** What it gives somebody. */
        public ExperimentResult run(User user) {
            return new Evaluation(features, user).run(experiment, Optional.empty());
        }
    }
}
