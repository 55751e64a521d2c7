package dev.fairlead.experiment.distribution;

/**
 * Fisher's F.
 *
 * @param numerator degrees of freedom, above 0
 * @param denominator degrees of freedom, above 0
 */
public record FisherF(double numerator, double denominator) {
    public FisherF {
        SpecialFunctions.require(
                numerator > 0 && denominator > 0,
                "degrees of freedom must be above 0, not " + numerator + " and " + denominator);
    }

    /** The probability of a value above x ≥ 0 (Abramowitz and Stegun 26.6.2). */
    public double upper(double x) {
        return SpecialFunctions.regularizedBeta(
                denominator / (denominator + numerator * x), denominator / 2, numerator / 2);
    }

    /** The probability of a value up to x ≥ 0. */
    public double cdf(double x) {
        return 1 - upper(x);
    }
}
