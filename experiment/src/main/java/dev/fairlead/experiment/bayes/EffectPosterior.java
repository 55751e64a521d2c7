package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.StudentT;

/**
 * What is believed of a difference (treatment − control), of which there was a belief before the experiment: the differences of
 * earlier experiments on the metric, say. The estimate's error is taken for normal, so arms need some dozens of units.
 */
public final class EffectPosterior {
    private final MeanPosterior difference;

    /**
     * @param prior of the difference, in the unit of the metric; an infinite deviation believes nothing
     * @param estimate of the difference
     */
    public EffectPosterior(NormalPrior prior, Estimate estimate) {
        Check.that(
                Double.isInfinite(estimate.df()) || estimate.df() >= 30,
                "with " + estimate.df() + " degrees of freedom the error is not normal: wait for more units");
        // The normal error whose 95 % interval is that of Student's t.
        double error = estimate.standardError()
                * new StudentT(estimate.df()).quantile(0.975)
                / new StudentT(Double.POSITIVE_INFINITY).quantile(0.975);
        difference = prior.posterior(1, estimate.value(), error);
    }

    /** The expected difference. */
    public double mean() {
        return difference.mean();
    }

    /** The interval with equal tails that holds the difference with a probability. */
    public Interval credible(double probability) {
        return difference.credible(probability);
    }

    /** The probability that the difference is above a value. */
    public double above(double value) {
        return difference.upper(value);
    }

    /** What choosing treatment is expected to cost where more is better: E (control − treatment)⁺. */
    public double lossOfTreatment() {
        return Math.max(0, difference.excess(0) - difference.mean());
    }

    /** What choosing control is expected to cost where more is better: E (treatment − control)⁺. */
    public double lossOfControl() {
        return difference.excess(0);
    }
}
