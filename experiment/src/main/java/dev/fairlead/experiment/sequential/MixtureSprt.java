package dev.fairlead.experiment.sequential;

/**
 * The mixture sequential probability ratio test of Johari, Koomen, Pekelis and Walsh (2017, <i>Peeking at A/B tests</i>,
 * eq. 9): effects under the alternative are normal with variance τ². May be read after every unit.
 *
 * @param tauSquared τ², in squared units of the metric, above 0
 */
public record MixtureSprt(double tauSquared) {
    public MixtureSprt {
        Check.that(
                tauSquared > 0 && Double.isFinite(tauSquared),
                "the mixture's variance must be above 0, not " + tauSquared);
    }

    /**
     * The likelihood ratio Λ = √(V / (V + nτ²)) · exp(n² τ² d² / (2 V (V + nτ²))).
     *
     * @param n units in each arm
     * @param difference of the arms' means
     * @param variance V, of the difference of one unit from each arm: the sum of both arms' variances
     */
    public double likelihoodRatio(double n, double difference, double variance) {
        require(n, variance);
        double total = variance + n * tauSquared;
        return Math.sqrt(variance / total)
                * Math.exp(n * n * tauSquared * difference * difference / (2 * variance * total));
    }

    /** The always-valid p-value after this look: the least of 1, the one before and 1/Λ. */
    public double p(double before, double n, double difference, double variance) {
        return Math.min(Math.min(1, before), 1 / likelihoodRatio(n, difference, variance));
    }

    /** Half the width of the interval that covers the true difference at all looks with probability 1 − alpha. */
    public double halfWidth(double alpha, double n, double variance) {
        Check.errorRate(alpha);
        require(n, variance);
        double total = variance + n * tauSquared;
        return Math.sqrt(variance * total / (n * n * tauSquared) * (Math.log(total / variance) - 2 * Math.log(alpha)));
    }

    private static void require(double n, double variance) {
        Check.that(n > 0, "there are no units yet: n is " + n);
        Check.that(
                variance > 0 && Double.isFinite(variance),
                "the metric does not vary, or its variance is not known: " + variance);
    }
}
