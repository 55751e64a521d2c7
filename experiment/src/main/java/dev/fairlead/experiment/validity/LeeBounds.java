package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;
import java.util.Arrays;

/**
 * Bounds of the effect on units that would be measured in either arm, when one arm lost more than the other (Lee 2009). They
 * hold if assignment can only keep units from being lost, or only make them be lost, and not both: the arm that kept more
 * holds extra units, which are at worst those of its highest or of its lowest values.
 *
 * @param trim the share of extra units in the arm that kept more
 * @param trimmed how many of its values were left out
 * @param bounds of the effect, if there were no chance in them
 * @param lowError standard error of the lower bound (Lee 2009, proposition 3)
 * @param highError standard error of the upper bound
 */
public record LeeBounds(double trim, int trimmed, Interval bounds, double lowError, double highError) {
    /**
     * @param control values of the measured units
     * @param controlAssigned units, at least as many
     * @param treatment values of the measured units
     * @param treatmentAssigned units, at least as many
     */
    public static LeeBounds of(double[] control, long controlAssigned, double[] treatment, long treatmentAssigned) {
        Check.counts(control.length, controlAssigned, "measured units of control");
        Check.counts(treatment.length, treatmentAssigned, "measured units of treatment");
        return of(
                control,
                control.length / (double) controlAssigned,
                treatment,
                treatment.length / (double) treatmentAssigned);
    }

    /** The same by the shares that were measured. */
    static LeeBounds of(double[] control, double controlKept, double[] treatment, double treatmentKept) {
        double[] c = sorted(control, "control");
        double[] t = sorted(treatment, "treatment");
        double trim = 1 - Math.min(controlKept, treatmentKept) / Math.max(controlKept, treatmentKept);
        double share = (1 - controlKept) / c.length + (1 - treatmentKept) / t.length;
        return treatmentKept >= controlKept
                ? trimming(t, c, trim, share)
                : trimming(c, t, trim, share).mirrored();
    }

    /** @param shareVariance of the logarithm of the ratio of the shares that were measured */
    private static LeeBounds trimming(double[] more, double[] fewer, double trim, double shareVariance) {
        int k = (int) Math.floor(trim * more.length + 1e-9);
        Check.that(more.length - k >= 2, "after trimming " + k + " of " + more.length + " values, too few are left");
        Part low = new Part(more, 0, more.length - k);
        Part high = new Part(more, k, more.length);
        Part other = new Part(fewer, 0, fewer.length);
        return new LeeBounds(
                trim,
                k,
                new Interval(low.mean() - other.mean(), Math.max(low.mean(), high.mean()) - other.mean()),
                Math.sqrt(low.variance(more[more.length - k - 1], trim, shareVariance) + other.variance(0, 0, 0)),
                Math.sqrt(high.variance(more[k], trim, shareVariance) + other.variance(0, 0, 0)));
    }

    /** The bounds of the negated effect. */
    private LeeBounds mirrored() {
        return new LeeBounds(trim, trimmed, new Interval(0 - bounds.high(), 0 - bounds.low()), highError, lowError);
    }

    /**
     * The interval that covers the effect, wherever it lies between the bounds, with a probability (Imbens and Manski 2004,
     * eq. 7): Φ(c + Δ / σ) − Φ(−c) is the confidence.
     */
    public Interval interval(double confidence) {
        Check.confidence(confidence);
        double width = (bounds.high() - bounds.low()) / Math.max(lowError, highError);
        double below = 0;
        double above = -Normal.quantile((1 - confidence) / 2);
        for (int i = 0; i < 100; i++) {
            double middle = (below + above) / 2;
            if (Normal.cdf(middle + width) - Normal.cdf(-middle) < confidence) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return new Interval(bounds.low() - above * lowError, bounds.high() + above * highError);
    }

    private static double[] sorted(double[] values, String arm) {
        Check.that(values.length >= 2, arm + " has " + values.length + " measured units; at least 2 are needed");
        for (double value : values) {
            Check.finite(value, "a value of " + arm);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        Check.that(sorted[0] < sorted[sorted.length - 1], "the values of " + arm + " do not vary");
        return sorted;
    }

    /** Sorted values from one place up to before another. */
    private record Part(double[] values, int from, int to) {
        double mean() {
            return Arrays.stream(values, from, to).average().orElseThrow();
        }

        /**
         * Of the mean: the values' own part, that of the cut's place, and that of the trimmed share. Written for the number
         * of values left, which is n (1 − trim).
         */
        double variance(double cut, double trim, double shareVariance) {
            double mean = mean();
            double squares = Arrays.stream(values, from, to)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            int n = to - from;
            double gap = (cut - mean) * (cut - mean);
            return squares / (n - 1.0) / n + gap * trim / n + gap * shareVariance;
        }
    }
}
