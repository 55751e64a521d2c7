package dev.fairlead.experiment.distribution;

/**
 * χ².
 *
 * @param df degrees of freedom, above 0
 */
public record ChiSquared(double df) {
    public ChiSquared {
        SpecialFunctions.require(df > 0, "degrees of freedom must be above 0, not " + df);
    }

    /** The probability of a value up to x ≥ 0. */
    public double cdf(double x) {
        return SpecialFunctions.gammaP(df / 2, x / 2);
    }

    /** The probability of a value above x ≥ 0, exact also where it is small. */
    public double upper(double x) {
        return SpecialFunctions.gammaQ(df / 2, x / 2);
    }

    /** The value that a χ² is below with probability p, 0 &lt; p &lt; 1. */
    public double quantile(double p) {
        SpecialFunctions.require(p > 0 && p < 1, "a probability between 0 and 1 is needed, not " + p);
        return Quantiles.find(this::cdf, p, 0, Quantiles.above(this::cdf, p));
    }
}
