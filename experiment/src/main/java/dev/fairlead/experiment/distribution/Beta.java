package dev.fairlead.experiment.distribution;

/**
 * The beta distribution on 0 .. 1.
 *
 * @param a shape, above 0
 * @param b shape, above 0
 */
public record Beta(double a, double b) {
    public Beta {
        SpecialFunctions.require(a > 0 && b > 0, "the shapes of a beta must be above 0, not " + a + " and " + b);
    }

    public double mean() {
        return a / (a + b);
    }

    public double variance() {
        return a * b / ((a + b) * (a + b) * (a + b + 1));
    }

    /** The density at 0 &lt; x &lt; 1. */
    public double density(double x) {
        return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - SpecialFunctions.logBeta(a, b));
    }

    /** The probability of a value up to x. */
    public double cdf(double x) {
        return SpecialFunctions.regularizedBeta(Math.clamp(x, 0.0, 1.0), a, b);
    }

    /** The value that a draw is below with probability p, 0 &lt; p &lt; 1. */
    public double quantile(double p) {
        SpecialFunctions.require(p > 0 && p < 1, "a probability between 0 and 1 is needed, not " + p);
        return Quantiles.find(this::cdf, p, 0, 1);
    }
}
