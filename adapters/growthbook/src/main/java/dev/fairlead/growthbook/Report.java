package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.UnitId;
import dev.fairlead.experiment.json.Json;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes the results of one experiment for one unit; a variation that is not there means that the unit is out. */
record Report(FeatureExperiment experiment, Optional<String> feature, Optional<UnitId> identity) {
    ExperimentResult out() {
        return result(-1, OptionalDouble.empty(), false);
    }

    ExperimentResult forced(int variation) {
        return result(variation, OptionalDouble.empty(), false);
    }

    ExperimentResult assigned(int variation, double place, boolean sticky) {
        return result(variation, OptionalDouble.of(place), sticky);
    }

    private ExperimentResult result(int chosen, OptionalDouble place, boolean sticky) {
        boolean in = chosen >= 0 && chosen < experiment.variations().size();
        int index = in ? chosen : 0;
        FeatureExperiment.Variation variation = experiment.variations().isEmpty()
                ? new FeatureExperiment.Variation(Json.NULL, "0", Optional.empty(), false, false)
                : experiment.variations().get(index);
        return new ExperimentResult(
                feature,
                index,
                variation.key(),
                variation.name(),
                variation.value(),
                in,
                place.isPresent(),
                identity.map(UnitId::attribute).orElse(experiment.hashAttribute()),
                identity.map(UnitId::value).orElse(Json.of("")),
                place,
                sticky,
                variation.passthrough(),
                place.isPresent() ? experiment.bandit() : Optional.empty(),
                experiment.definition());
    }
}
