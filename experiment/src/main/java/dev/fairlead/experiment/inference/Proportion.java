package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;

/**
 * A share of units.
 *
 * @param successes units that have what is counted, 0 to n
 * @param n units, at least 1
 */
public record Proportion(long successes, long n) {
    public Proportion {
        Check.that(n >= 1, "the arm has " + n + " units: a proportion needs at least one");
        Check.that(
                successes >= 0 && successes <= n,
                successes + " of " + n + " units is no proportion: count each unit once");
    }

    public double value() {
        return successes / (double) n;
    }

    long failures() {
        return n - successes;
    }

    /** With the normal error p (1 − p) / n. */
    public ArmEstimate estimate() {
        double p = value();
        return new ArmEstimate(p, p * (1 - p) / n, Double.POSITIVE_INFINITY);
    }

    /** Wilson's score interval (1927). */
    public Interval wilson(double confidence) {
        Check.confidence(confidence);
        double z = -Normal.quantile((1 - confidence) / 2);
        double square = z * z / n;
        double p = value();
        double middle = (p + square / 2) / (1 + square);
        double half = z * Math.sqrt(p * (1 - p) / n + square / n / 4) / (1 + square);
        double low = successes == 0 ? 0 : middle - half;
        return new Interval(low, successes == n ? 1 : middle + half);
    }
}
