package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;

/**
 * Whether treatment is not worse than control by a margin or more.
 *
 * @param difference treatment less control
 * @param margin how much worse would be unacceptable, in the metric's unit; above 0 whichever way is better
 * @param better which way the metric is good
 */
public record NonInferiority(Estimate difference, double margin, Better better) {
    public NonInferiority {
        Check.that(
                margin > 0 && Double.isFinite(margin),
                "a margin is how much worse the metric may get, above 0, not " + margin
                        + ": the direction is given apart");
    }

    /** The one-sided p-value of the hypothesis that treatment is worse by the margin. */
    public double p() {
        return better == Better.HIGHER ? difference.pAbove(-margin) : difference.pBelow(margin);
    }

    /** How many standard errors the difference is on the good side of the margin. */
    public double statistic() {
        return better == Better.HIGHER ? difference.statistic(-margin) : -difference.statistic(margin);
    }

    /**
     * The differences that are not excluded: open on the good side, bounded on the bad one.
     *
     * @param confidence one-sided, above 0.5, such as 0.975
     */
    public Interval bound(double confidence) {
        Check.that(
                confidence > 0.5 && confidence < 1,
                "a bound's confidence is between 0.5 and 1, such as 0.975; this one is " + confidence);
        Interval both = difference.interval(2 * confidence - 1);
        return better == Better.HIGHER
                ? new Interval(both.low(), Double.POSITIVE_INFINITY)
                : new Interval(Double.NEGATIVE_INFINITY, both.high());
    }
}
