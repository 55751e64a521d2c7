package dev.fairlead.experiment.bandit;

import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.distribution.SpecialFunctions;

/**
 * The distribution of log(X / (1 − X)) for a beta variable X. Its density is smooth and log-concave, with exponential
 * tails, whatever the shapes.
 *
 * @param a the beta's first shape
 * @param b the beta's second shape
 * @param logBeta ln B(a, b)
 */
record LogOdds(double a, double b, double logBeta) {
    /** How far the logarithm of a density falls before its tail is dropped: e⁻⁴² is 6e-19. */
    private static final double DROP = 42;

    static LogOdds of(Beta beta) {
        return new LogOdds(beta.a(), beta.b(), SpecialFunctions.logBeta(beta.a(), beta.b()));
    }

    double mode() {
        return Math.log(a / b);
    }

    /** About one standard deviation. */
    double scale() {
        return Math.sqrt(1 / a + 1 / b);
    }

    double density(double u) {
        return Math.exp(logDensity(u));
    }

    private double logDensity(double u) {
        double tail = Math.log1p(Math.exp(-Math.abs(u)));
        return a * (Math.min(u, 0) - tail) + b * (Math.min(-u, 0) - tail) - logBeta;
    }

    /** Where nothing that counts is left to the left (direction −1) or right (+1). */
    double end(int direction) {
        double top = logDensity(mode());
        double reach = scale();
        while (logDensity(mode() + direction * reach) > top - DROP) {
            reach *= 1.5;
        }
        return mode() + direction * reach;
    }
}
