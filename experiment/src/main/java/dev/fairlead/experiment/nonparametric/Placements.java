package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;
import java.util.Arrays;

/** Where the values of two arms lie among each other. */
final class Placements {
    private final int control;
    private final int treatment;
    private final double u;
    private final double variance;
    private final double ties;

    /** Of sorted values. */
    Placements(double[] control, double[] treatment) {
        this.control = control.length;
        this.treatment = treatment.length;
        double[] below = below(treatment, control);
        u = Arrays.stream(below).sum();
        variance = squares(below) / this.treatment / (this.treatment - 1) / this.control / this.control
                + squares(below(control, treatment))
                        / this.control
                        / (this.control - 1)
                        / this.treatment
                        / this.treatment;
        double[] all = Arrays.copyOf(control, control.length + treatment.length);
        System.arraycopy(treatment, 0, all, control.length, treatment.length);
        Arrays.sort(all);
        Check.that(all[0] < all[all.length - 1], "all values are " + all[0] + ": the metric does not vary");
        ties = ties(all);
    }

    /** For each value, how many of others are smaller, and half of those that are equal. */
    private static double[] below(double[] values, double[] others) {
        var below = new double[values.length];
        int smaller = 0;
        int upTo = 0;
        for (int i = 0; i < values.length; i++) {
            while (smaller < others.length && others[smaller] < values[i]) {
                smaller++;
            }
            while (upTo < others.length && others[upTo] <= values[i]) {
                upTo++;
            }
            below[i] = (smaller + upTo) / 2.0;
        }
        return below;
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
    }

    /** Σ (t³ − t) over groups of t equal values. */
    private static double ties(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] > sorted[from]) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }

    double u() {
        return u;
    }

    boolean tied() {
        return ties > 0;
    }

    double pairs() {
        return control * (double) treatment;
    }

    double superiority() {
        return u / pairs();
    }

    /** The standard error of U when arms do not differ: √(mn/12 (N + 1 − Σ(t³ − t) / N(N − 1))). */
    double errorOfU() {
        double all = control + (double) treatment;
        return Math.sqrt(pairs() / 12 * (all + 1 - ties / (all * (all - 1))));
    }

    /**
     * Of the probability of superiority: DeLong, DeLong and Clarke-Pearson's (1988) variance on the scale of the log odds. If
     * the arms do not overlap, what is not excluded by the smaller number of separate pairs being all in one order.
     */
    Interval interval(double tail) {
        double share = superiority();
        double limit = Math.pow(tail, 1.0 / Math.min(control, treatment));
        if (share == 0 || share == 1) {
            return share == 1 ? new Interval(limit, 1) : new Interval(0, 1 - limit);
        }
        double half = -Normal.quantile(tail) * Math.sqrt(variance) / (share * (1 - share));
        double odds = Math.log(share / (1 - share));
        return new Interval(1 / (1 + Math.exp(half - odds)), 1 / (1 + Math.exp(-half - odds)));
    }
}
