package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.distribution.Normal;

/**
 * How well a log supports an estimate. Of estimators with several weights per decision it is of the slot whose effective
 * sample size is least.
 *
 * @param decisions in the log
 * @param effectiveSampleSize (Σ w)² / Σ w² (Kish 1965): how many decisions of the evaluated policy the log is worth
 * @param meanWeight 1, up to chance, if propensities are right and every action of the evaluated policy can be logged
 * @param meanWeightZ how many standard errors it is above 1
 * @param maxWeight the largest
 * @param zeroShare the share of decisions that the evaluated policy would never make
 * @param topShare the share of Σ |w r| that comes from the {@value WeightFold#TOP} largest contributions
 * @param thinShare the share of the evaluated policy's probability on logged actions with a propensity below the floor
 */
public record Diagnostics(
        long decisions,
        double effectiveSampleSize,
        double meanWeight,
        double meanWeightZ,
        double maxWeight,
        double zeroShare,
        double topShare,
        double thinShare) {

    /** The two-sided p-value of a mean weight this far from 1. */
    public double meanWeightP() {
        return Normal.twoSided(meanWeightZ);
    }
}
