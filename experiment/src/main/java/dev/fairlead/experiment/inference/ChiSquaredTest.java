package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.distribution.ChiSquared;

/**
 * A χ² statistic.
 *
 * @param statistic at least 0
 * @param df degrees of freedom, above 0
 */
public record ChiSquaredTest(double statistic, double df) {
    /** The probability of a statistic this large by chance. */
    public double p() {
        return new ChiSquared(df).upper(statistic);
    }
}
