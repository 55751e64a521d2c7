package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Beta;

/**
 * How often something happened in independent runs: how often a test rejected, or an interval missed.
 *
 * @param rejected from 0 to runs
 * @param runs at least 1
 */
public record RejectionRate(long rejected, long runs) {
    private static final double CONFIDENCE = 0.999;

    public RejectionRate {
        Check.counts(rejected, runs, "rejections");
    }

    /** The share of runs. */
    public double share() {
        return rejected / (double) runs;
    }

    /**
     * The exact limits of the true rate (Clopper and Pearson 1934).
     *
     * @param confidence between 0 and 1
     */
    public Interval limits(double confidence) {
        Check.confidence(confidence);
        double tail = (1 - confidence) / 2;
        double low = rejected == 0 ? 0 : new Beta(rejected, runs - rejected + 1.0).quantile(tail);
        double high = rejected == runs ? 1 : new Beta(rejected + 1.0, runs - rejected).quantile(1 - tail);
        return new Interval(low, high);
    }

    /** Whether the exact limits of confidence 99.9 % do not exclude a rate: of a right test, one check in a thousand fails. */
    public boolean within(double alpha) {
        Check.errorRate(alpha);
        return limits(CONFIDENCE).contains(alpha);
    }

    /** Whether the same limits do not lie above a rate: for tests that reject at most so often. */
    public boolean atMost(double alpha) {
        Check.errorRate(alpha);
        return limits(CONFIDENCE).low() <= alpha;
    }
}
