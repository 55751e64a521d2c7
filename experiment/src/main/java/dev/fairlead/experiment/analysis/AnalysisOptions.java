package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.PlanHistory;
import java.util.List;
import java.util.Optional;

/**
 * What an analysis is held to beside its plan.
 *
 * @param validityAlpha at which a p-value of the sample ratio, or one of attrition adjusted for all metrics and arms, stops
 *     the verdict; 0.01 says that one sound experiment in a hundred is stopped
 * @param toleratedExposure share of the units that may have been in several arms
 * @param looks shares of the planned units at the looks so far, this one last; empty: earlier looks were as planned, and this
 *     one is where the data are
 * @param history of the plan; without one all results are exploratory
 */
public record AnalysisOptions(
        double validityAlpha, double toleratedExposure, List<Double> looks, Optional<PlanHistory> history) {
    public static final double VALIDITY_ALPHA = 0.01;
    public static final double TOLERATED_EXPOSURE = 0.001;

    public AnalysisOptions {
        looks = List.copyOf(looks);
        if (!(validityAlpha > 0 && validityAlpha < 1)) {
            throw new IllegalArgumentException(
                    "the level of validity checks is between 0 and 1, such as 0.01, not " + validityAlpha);
        }
        if (!(toleratedExposure >= 0 && toleratedExposure < 1)) {
            throw new IllegalArgumentException(
                    "the tolerated share of units in several arms is from 0 to below 1, not " + toleratedExposure);
        }
    }

    /** The defaults, of a plan that is not locked. */
    public static AnalysisOptions unlocked() {
        return new AnalysisOptions(VALIDITY_ALPHA, TOLERATED_EXPOSURE, List.of(), Optional.empty());
    }
}
