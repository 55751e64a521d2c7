package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;

/**
 * What a monitor reads.
 *
 * @param difference treatment − control
 * @param units of the smaller arm
 * @param scale variance of a pair of units, relative to that of the first primary metric in the same comparison
 */
record Measure(Estimate difference, long units, double scale) {
    /** The variance of the difference of one unit of each arm, as if both had the smaller arm's units. */
    double pairVariance() {
        return difference.standardError() * difference.standardError() * units;
    }
}
