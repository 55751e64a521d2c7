package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.distribution.Beta;

/** A rate of successes, believed to be a beta. Its coordinate is the log odds. */
public final class RatePosterior extends Posterior {
    private final Beta beta;
    private final Beta oneMore;

    /** @param beta what is believed */
    public RatePosterior(Beta beta) {
        this.beta = beta;
        oneMore = new Beta(beta.a() + 1, beta.b());
    }

    /**
     * After seeing trials.
     *
     * @param prior Beta(1, 1) holds every rate for equally likely; Beta(a, b) weighs as much as a + b trials
     * @param successes from 0 to trials
     */
    public static RatePosterior of(Beta prior, long successes, long trials) {
        Check.that(
                trials >= 0 && successes >= 0 && successes <= trials,
                "there cannot be " + successes + " successes in " + trials + " trials");
        return new RatePosterior(new Beta(prior.a() + successes, prior.b() + (trials - successes)));
    }

    /** What is believed. */
    public Beta beta() {
        return beta;
    }

    @Override
    public double mean() {
        return beta.mean();
    }

    @Override
    public double cdf(double value) {
        return beta.cdf(value);
    }

    @Override
    public double upper(double value) {
        return new Beta(beta.b(), beta.a()).cdf(1 - value);
    }

    @Override
    public double quantile(double probability) {
        return beta.quantile(probability);
    }

    /** E (X − v)⁺ = E X · P(X′ &gt; v) − v P(X &gt; v), with one success more in X′. */
    @Override
    double excess(double value) {
        if (value <= 0) {
            return mean() - value;
        }
        double above = new Beta(oneMore.b(), oneMore.a()).cdf(1 - value);
        return Math.max(0, mean() * above - value * upper(value));
    }

    @Override
    double value(double coordinate) {
        return 1 / (1 + Math.exp(-coordinate));
    }

    @Override
    double coordinate(double value) {
        if (value <= 0 || value >= 1) {
            return value <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Math.log(value) - Math.log1p(-value);
    }

    @Override
    double density(double coordinate) {
        return Math.exp(log(coordinate) - log(centre()));
    }

    /** ln(xᵃ (1 − x)ᵇ): the change of variable adds 1 to both exponents. */
    private double log(double t) {
        return -beta.a() * softplus(-t) - beta.b() * softplus(t);
    }

    /** ln(1 + eᵗ), of every t. */
    private static double softplus(double t) {
        return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }

    @Override
    double centre() {
        return Math.log(beta.a() / beta.b());
    }

    @Override
    double width() {
        return Math.min(1, Math.sqrt(1 / beta.a() + 1 / beta.b()));
    }

    @Override
    double slope() {
        return mean() * (1 - mean());
    }
}
