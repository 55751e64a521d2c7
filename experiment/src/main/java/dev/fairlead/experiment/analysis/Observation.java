package dev.fairlead.experiment.analysis;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A unit as the folds take it.
 *
 * @param arm its number
 * @param cluster hash of its cluster's id
 * @param entered when it entered; empty without times
 * @param period of the plan's weights in which it entered
 * @param stratum its combination of the strata's values
 * @param over for each metric, whether its window was over when outcomes were read
 * @param values of each metric in the plan's order, with covariates after them; those of a metric that was not measured are
 *     empty
 */
record Observation(
        int arm,
        OptionalLong cluster,
        Optional<Moment> entered,
        int period,
        String stratum,
        boolean[] over,
        double[][] values) {
    boolean measured(int metric) {
        return values[metric].length > 0;
    }
}
