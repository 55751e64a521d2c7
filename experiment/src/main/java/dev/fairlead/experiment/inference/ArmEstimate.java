package dev.fairlead.experiment.inference;

/**
 * What one arm estimates, independent of the other arm.
 *
 * @param value in the unit of the metric
 * @param variance of the estimate, not of a unit; 0 if no unit differs
 * @param df degrees of freedom of the variance, above 0; infinite for a normal error
 */
public record ArmEstimate(double value, double variance, double df) {
    public ArmEstimate {
        Check.finite(value, "the estimate of an arm");
        Check.that(
                variance >= 0 && Double.isFinite(variance),
                "the variance of an arm's estimate must be at least 0, not " + variance);
        Check.that(df > 0, "an arm's variance has " + df + " degrees of freedom: too few units are in");
    }

    /** The same with its variance taken for known, as with many units. */
    public ArmEstimate normal() {
        return new ArmEstimate(value, variance, Double.POSITIVE_INFINITY);
    }

    /** Degrees of freedom of a sum of independent variances (Satterthwaite 1946). */
    static double satterthwaite(double[] variances, double[] df) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < df.length; i++) {
            sum += variances[i];
            squares += variances[i] * variances[i] / df[i];
        }
        return sum * sum / squares;
    }
}
