package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.distribution.SpecialFunctions;

/**
 * Tests of rates that hold at any number of units and at any time: each is a betting martingale, which exceeds 1/α with probability at
 * most α however often it is read (Ville 1939).
 */
final class ExactRates {
    private static final int STEPS = 60;

    private ExactRates() {}

    /**
     * Whether one arm has more of the events than its share of the units explains. Of units that have an event, an arm whose rate is at
     * most {@code tolerated} times the other's has at most the share θ = s t / (s t + 1 − s). The wealth is a mixture over all greater
     * shares, uniform, of the likelihood ratio to θ.
     *
     * @param share of the arm among the units, s
     * @param tolerated t, at least 1
     */
    static boolean exceeds(long events, long others, double share, double tolerated, double alpha) {
        double theta = share * tolerated / (share * tolerated + 1 - share);
        double above = events + others == 0 ? 1 - theta : upper(theta, events + 1.0, others + 1.0);
        double log = SpecialFunctions.logBeta(events + 1.0, others + 1.0)
                + Math.log(above)
                - Math.log1p(-theta)
                - events * Math.log(theta)
                - others * Math.log1p(-theta);
        return log >= -Math.log(alpha);
    }

    private static double upper(double theta, double a, double b) {
        return new Beta(b, a).cdf(1 - theta);
    }

    /**
     * Whether one arm's rate is above {@code tolerated} times the other's plus a margin: its lower bound is above that of the other's
     * upper bound, each at half of α.
     */
    static boolean above(
            RateReading.Count arm, RateReading.Count other, double tolerated, double margin, double alpha) {
        return lower(arm, alpha / 2) > tolerated * upper(other, alpha / 2) + margin;
    }

    private static double upper(RateReading.Count count, double alpha) {
        return 1 - lower(new RateReading.Count(count.units() - count.events(), count.units()), alpha);
    }

    /**
     * The bound that a rate is below at any time with probability at most α: where the wealth of a uniform mixture of rates,
     * B(k + 1, n − k + 1) / (p^k (1 − p)^(n − k)), reaches 1/α below the estimate (Robbins 1970).
     */
    static double lower(RateReading.Count count, double alpha) {
        double k = count.events();
        double n = count.units();
        if (k == 0) {
            return 0;
        }
        double mixture = SpecialFunctions.logBeta(k + 1, n - k + 1) + Math.log(alpha);
        double low = 0;
        double high = k / n;
        for (int i = 0; i < STEPS; i++) {
            double p = (low + high) / 2;
            double likelihood = k * Math.log(p) + (n == k ? 0 : (n - k) * Math.log1p(-p));
            if (mixture >= likelihood) {
                low = p;
            } else {
                high = p;
            }
        }
        return low;
    }
}
