package dev.fairlead.experiment.design;

import dev.fairlead.experiment.distribution.Normal;

/**
 * The error rates a design keeps.
 *
 * @param alpha probability to reject when there is no effect, between 0 and 1
 * @param sides 2, or 1 if only one direction counts
 * @param power probability to reject when the effect is there, between alpha and 1
 */
public record Errors(double alpha, int sides, double power) {
    public Errors {
        Check.probability(alpha, "alpha");
        Check.probability(power, "power");
        Check.that(sides == 1 || sides == 2, "a test has 1 or 2 sides, not " + sides);
        Check.that(power > alpha, "power " + power + " must be above alpha " + alpha);
    }

    /** Two sides, 5 % and 80 %. */
    public static Errors usual() {
        return new Errors(0.05, 2, 0.8);
    }

    /** The same power with alpha shared by several comparisons (Bonferroni). */
    public Errors sharedBy(int comparisons) {
        Check.that(comparisons >= 1, "there is at least one comparison, not " + comparisons);
        return new Errors(alpha / comparisons, sides, power);
    }

    /** The critical value. */
    double critical() {
        return -Normal.quantile(alpha / sides);
    }

    /** Critical value plus the quantile of the power: how many standard errors the effect must be. */
    double distance() {
        return critical() + Normal.quantile(power);
    }
}
