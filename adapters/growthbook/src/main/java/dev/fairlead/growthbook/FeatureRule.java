package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.assignment.UnitId;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * One rule of a feature.
 *
 * @param id "" if it has none
 */
record FeatureRule(String id, List<Prerequisite> prerequisites, List<Filter> filters, Action action) {
    /** What a rule does with those whom it concerns. */
    sealed interface Action {
        /** Nothing: the rule is there for its prerequisites. */
        record None() implements Action {}

        record Force(Json value, ConditionNode condition, Rollout rollout) implements Action {}

        record Run(FeatureExperiment experiment) implements Action {}

        /** The experiment of the first leaf whose condition holds, or the other one. */
        record Bandit(List<Leaf> leaves, FeatureExperiment otherwise) implements Action {}
    }

    record Leaf(ConditionNode condition, FeatureExperiment experiment) {}

    /** The share of units that get a forced value; a range counts before a coverage. */
    record Rollout(
            String seed,
            String hashAttribute,
            Optional<String> fallbackAttribute,
            Optional<HashVersion> hashVersion,
            Optional<Range> range,
            Optional<Double> coverage) {

        boolean includes(Json.Obj attributes, boolean sticky) {
            if (range.isEmpty() && coverage.isEmpty()) {
                return true;
            }
            Optional<UnitId> identity =
                    UnitId.of(attributes, hashAttribute, sticky ? fallbackAttribute : Optional.empty());
            if (identity.isEmpty() || hashVersion.isEmpty() || range.isEmpty() && coverage.get() == 0) {
                return false;
            }
            double place = hashVersion.get().of(seed, identity.get().unit());
            return range.map(part -> part.contains(place)).orElseGet(() -> place <= coverage.get());
        }
    }
}
