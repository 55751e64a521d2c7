package dev.fairlead.experiment.bayes;

/**
 * What is believed of a mean and a variance before seeing data: the variance is inverse gamma, and the mean normal with the
 * variance divided by the weight (Gelman et al., <i>Bayesian data analysis</i>, 3rd ed., section 3.3, with ν₀ = 2 shape and
 * ν₀ σ₀² = 2 rate).
 *
 * @param mean the centre
 * @param weight as of so many units, above 0
 * @param shape of the variance, above 0: as of twice as many units
 * @param rate of the variance, in squared units of the metric, above 0
 */
public record NormalInverseGammaPrior(double mean, double weight, double shape, double rate) {
    public NormalInverseGammaPrior {
        Check.finite(mean, "the prior's mean");
        Check.positive(weight, "the prior's weight");
        Check.positive(shape, "the prior's shape");
        Check.positive(rate, "the prior's rate");
    }

    /**
     * The prior updated by units.
     *
     * @param units at least 1
     * @param average of their values
     * @param variance of their values, with divisor units − 1; 0 for one unit
     */
    public NormalInverseGammaPrior updated(long units, double average, double variance) {
        Check.that(units >= 1, "there are no units to learn from");
        Check.finite(average, "the average");
        Check.that(variance >= 0 && Double.isFinite(variance), "a variance cannot be " + variance);
        double total = weight + units;
        double apart = average - mean;
        return new NormalInverseGammaPrior(
                mean + units / total * apart,
                total,
                shape + units / 2.0,
                rate + variance * (units - 1) / 2 + weight * units / total * apart * apart / 2);
    }

    /** What it says of the mean alone: Student's t. */
    public MeanPosterior marginal() {
        return new MeanPosterior(mean, Math.sqrt(rate / (shape * weight)), 2 * shape);
    }
}
