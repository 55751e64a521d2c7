package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;

/**
 * Whether one experiment's effect depends on the arm that a unit has in another: the 2×2 of two treatments on units that met both
 * experiments. Units must be independent of each other, one value each; what a user does many times is summed up first.
 *
 * @param neither units that are in both controls
 * @param first units that are in the first experiment's treatment alone
 * @param second likewise of the second
 * @param both units that are in both treatments
 */
public record Interaction(ArmEstimate neither, ArmEstimate first, ArmEstimate second, ArmEstimate both) {
    /**
     * The difference of differences, (both − second) − (first − neither): 0 if effects add up. Its variance is the sum of the four
     * cells', which may differ: in a regression on both treatments and their product it is the product's coefficient with the errors
     * of {@link Robust#HC2}. Degrees of freedom are Satterthwaite's (1946). Its p-value is of a fixed horizon: it holds for one
     * reading at a time that was chosen before.
     */
    public Estimate estimate() {
        double value = both.value() - second.value() - (first.value() - neither.value());
        double[] variances = {neither.variance(), first.variance(), second.variance(), both.variance()};
        double variance = variances[0] + variances[1] + variances[2] + variances[3];
        Check.that(variance > 0, "the metric does not vary in any of the four cells: nothing can be tested");
        double[] df = {neither.df(), first.df(), second.df(), both.df()};
        return new Estimate(value, Math.sqrt(variance), ArmEstimate.satterthwaite(variances, df));
    }
}
