package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;

/**
 * Mann and Whitney's (1947) test: whether values of one arm tend to be larger. It does not compare means.
 *
 * @param u pairs of which treatment has the larger value, and half of those that are tied
 * @param p two-sided, of no difference between the distributions
 * @param exact whether by the exact distribution: fewer than 50 units in each arm, and no ties; otherwise by the normal one,
 *     corrected for ties and continuity
 * @param shift Hodges and Lehmann's (1963): the median difference of a value of treatment and one of control
 * @param shiftInterval of the shift, if the distributions differ by a shift; open if there are too few values
 * @param superiority probability that a value of treatment is larger than one of control, ties counted half
 * @param superiorityInterval of that probability
 */
public record MannWhitney(
        double u,
        double p,
        boolean exact,
        double shift,
        Interval shiftInterval,
        double superiority,
        Interval superiorityInterval) {
    private static final int EXACT_BELOW = 50;

    /**
     * @param confidence of both intervals, such as 0.95
     * @throws IllegalArgumentException if an arm has fewer than two values, one is not finite, or all are equal
     */
    public static MannWhitney of(double[] control, double[] treatment, double confidence) {
        Check.confidence(confidence);
        Check.that(
                control.length >= 2 && treatment.length >= 2,
                "each arm needs at least 2 values; there are " + control.length + " and " + treatment.length);
        double[] c = Check.sorted(control, "control");
        double[] t = Check.sorted(treatment, "treatment");
        var placements = new Placements(c, t);
        double tail = (1 - confidence) / 2;
        boolean exact = Math.max(c.length, t.length) < EXACT_BELOW && !placements.tied();
        Tails tails = exact ? exact(c.length, t.length, placements.u(), tail) : normal(placements, tail);
        var differences = new PairwiseDifferences(c, t);
        return new MannWhitney(
                placements.u(),
                tails.p(),
                exact,
                differences.median(),
                interval(differences, tails.rank()),
                placements.superiority(),
                placements.interval(tail));
    }

    /** A p-value, and the rank, from the outside, of the differences at which the shift's interval ends; 0 if it is open. */
    private record Tails(double p, long rank) {}

    private static Tails exact(int control, int treatment, double u, double tail) {
        var sums = new RankSums(control, treatment);
        return new Tails(sums.twoSided((int) u), sums.rank(tail));
    }

    private static Tails normal(Placements placements, double tail) {
        double middle = placements.pairs() / 2;
        double error = placements.errorOfU();
        double z = Math.max(0, Math.abs(placements.u() - middle) - 0.5) / error;
        long rank = (long) Math.max(0, Math.floor(middle + 0.5 + Normal.quantile(tail) * error));
        return new Tails(Normal.twoSided(z), rank);
    }

    /** From the difference of a rank to the one of the same rank from above (Hollander and Wolfe 1999, section 4.3). */
    private static Interval interval(PairwiseDifferences differences, long rank) {
        return rank == 0
                ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : new Interval(differences.kth(rank), differences.kth(differences.count() + 1 - rank));
    }
}
