package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the first reading found.
 *
 * @param identified whether units have ids
 * @param counts units of each arm, in the plan's order, those in several arms left out
 * @param several hashes of the units seen in several arms
 * @param strata all combinations of the strata's values, sorted
 * @param caps the greatest value of each metric, infinite for none
 * @param floors the least value of each metric that has one
 * @param fillings of the plan's covariates, in its order
 * @param first when the first unit entered; empty without times
 * @param last when the last one did
 */
public record SurveyResult(
        boolean identified,
        long[] counts,
        Set<Long> several,
        List<String> strata,
        Map<Metric, Double> caps,
        Map<Metric, Double> floors,
        List<Imputation> fillings,
        Optional<Moment> first,
        Optional<Moment> last) {
    public SurveyResult {
        counts = counts.clone();
        several = Set.copyOf(several);
        strata = List.copyOf(strata);
        caps = Map.copyOf(caps);
        floors = Map.copyOf(floors);
        fillings = List.copyOf(fillings);
    }

    double cap(Metric metric) {
        return Optional.ofNullable(caps.get(metric)).orElse(Double.POSITIVE_INFINITY);
    }

    double floor(Metric metric) {
        return Optional.ofNullable(floors.get(metric)).orElse(Double.NEGATIVE_INFINITY);
    }

    /** Whether an analysis by what was foreseen is one by this. */
    boolean asForeseen() {
        return several.isEmpty() && fillings.stream().allMatch(filling -> filling.missing() == 0);
    }

    /** Units in the analysis. */
    long units() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
