package dev.fairlead.experiment.analysis;

import java.util.OptionalLong;

/**
 * A unit as the folds take it.
 *
 * @param arm its number
 * @param cluster hash of its cluster's id
 * @param stratum its combination of the strata's values
 * @param values of each metric in the plan's order, with covariates after them; those of a metric that was not measured are
 *     empty
 */
record Observation(int arm, OptionalLong cluster, String stratum, double[][] values) {
    boolean measured(int metric) {
        return values[metric].length > 0;
    }
}
