package dev.fairlead.experiment.distribution;

/**
 * Student's t.
 *
 * @param df degrees of freedom, above 0, need not be whole
 */
public record StudentT(double df) {
    public StudentT {
        SpecialFunctions.require(df > 0, "degrees of freedom must be above 0, not " + df);
    }

    /** The probability of a value up to t. */
    public double cdf(double t) {
        return t < 0 ? upper(-t) : 1 - upper(t);
    }

    /** The probability of a value above t, exact also where it is small (Abramowitz and Stegun 26.7.1). */
    public double upper(double t) {
        if (t < 0) {
            return 1 - upper(-t);
        }
        if (Double.isInfinite(df)) {
            return Normal.upper(t);
        }
        double square = t * t;
        if (Double.isInfinite(square)) {
            return 0;
        }
        return SpecialFunctions.regularizedBeta(df / (df + square), df / 2, 0.5) / 2;
    }

    /** The probability of a value farther from 0 than |t|, on either side. */
    public double twoSided(double t) {
        return Math.min(1, 2 * upper(Math.abs(t)));
    }

    /** The value that a t is below with probability p, 0 &lt; p &lt; 1. */
    public double quantile(double p) {
        SpecialFunctions.require(p > 0 && p < 1, "a probability between 0 and 1 is needed, not " + p);
        if (p < 0.5) {
            return -quantile(1 - p);
        }
        return Quantiles.find(this::cdf, p, 0, Quantiles.above(this::cdf, p));
    }
}
