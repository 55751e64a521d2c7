package dev.fairlead.experiment;

import dev.fairlead.experiment.distribution.StudentT;

/**
 * An estimate whose error is taken for Student's t, or normal.
 *
 * @param value in the unit of the metric
 * @param standardError in the same unit, above 0
 * @param df degrees of freedom, above 0; infinite for a normal error
 */
public record Estimate(double value, double standardError, double df) {
    public Estimate {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "the estimate is " + value + ": the metric has values that are not finite numbers");
        }
        if (!(standardError > 0) || Double.isInfinite(standardError)) {
            throw new IllegalArgumentException("the standard error is " + standardError
                    + ": the metric does not vary, or too few units are in, so nothing can be tested");
        }
        if (!(df > 0)) {
            throw new IllegalArgumentException(
                    "there are " + df + " degrees of freedom: too few units are in to estimate an error");
        }
    }

    /** An estimate with a normal error. */
    public static Estimate normal(double value, double standardError) {
        return new Estimate(value, standardError, Double.POSITIVE_INFINITY);
    }

    /** How many standard errors it is above a value. */
    public double statistic(double hypothesis) {
        return (value - hypothesis) / standardError;
    }

    /** The two-sided p-value of the hypothesis that a value is the true one. */
    public double p(double hypothesis) {
        return new StudentT(df).twoSided(statistic(hypothesis));
    }

    /** The one-sided p-value: small if the truth is above the hypothesis. */
    public double pAbove(double hypothesis) {
        return new StudentT(df).upper(statistic(hypothesis));
    }

    /** The one-sided p-value: small if the truth is below the hypothesis. */
    public double pBelow(double hypothesis) {
        return new StudentT(df).upper(-statistic(hypothesis));
    }

    /**
     * The symmetric interval.
     *
     * @param confidence such as 0.95, between 0 and 1
     */
    public Interval interval(double confidence) {
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence is between 0 and 1, such as 0.95, not " + confidence);
        }
        double half = -new StudentT(df).quantile((1 - confidence) / 2) * standardError;
        return new Interval(value - half, value + half);
    }
}
