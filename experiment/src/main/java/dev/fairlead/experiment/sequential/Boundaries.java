package dev.fairlead.experiment.sequential;

import dev.fairlead.experiment.distribution.Normal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A group-sequential design: at look k the test rejects when the statistic is above {@code upper[k]}, or, if it has two
 * sides, when its absolute value is. A one-sided design of α/2 has, to four digits, the boundaries of the symmetric
 * two-sided one of α.
 *
 * @param information share of the planned information at each look, rising to 1
 * @param upper critical values of Z, one per look; +∞ where nothing can be spent
 * @param spent error spent up to each look
 * @param twoSided whether the error counts both sides
 */
public record Boundaries(double[] information, double[] upper, double[] spent, boolean twoSided) {
    /** Above this Z no double can tell a probability from the next. */
    private static final double HIGHEST = 37;

    /** Nominal two-sided p-values: what an ordinary test must show at each look. */
    public double[] nominalP() {
        return Arrays.stream(upper).map(Normal::twoSided).toArray();
    }

    /**
     * Critical values that spend {@code alpha} as a spending function says, on each of two sides its half, at any
     * information shares (Lan and DeMets 1983). The shares may be those that were reached, as long as they do not depend on the effect.
     *
     * @param alpha error rate, of both sides if {@code twoSided}, between 0 and 1
     * @throws IllegalArgumentException if the error rate is none or the shares do not rise
     */
    public static Boundaries spending(Spending spending, double alpha, double[] information, boolean twoSided) {
        Check.errorRate(alpha);
        double[] t = Check.information(information);
        var upper = new double[t.length];
        var spent = new double[t.length];
        GroupSequentialRecursion walk = GroupSequentialRecursion.start(0);
        double before = 0;
        for (int k = 0; k < t.length; k++) {
            double now = twoSided ? 2 * spending.spent(t[k], alpha / 2) : spending.spent(t[k], alpha);
            upper[k] = bound(walk, t[k], (now - before) / (twoSided ? 2 : 1));
            spent[k] = before + exit(walk, upper[k], t[k], twoSided);
            before = now;
            walk = walk.on(twoSided ? -upper[k] : Double.NEGATIVE_INFINITY, upper[k], t[k], after(t, k));
        }
        return new Boundaries(t, upper, spent, twoSided);
    }

    /** Equal critical values at all looks (Pocock 1977); the classical design has equal information between them. */
    public static Boundaries pocock(double alpha, double[] information, boolean twoSided) {
        return scaled(_ -> 1, alpha, information, twoSided);
    }

    /** Critical values that fall as 1/√t (O'Brien and Fleming 1979). */
    public static Boundaries obrienFleming(double alpha, double[] information, boolean twoSided) {
        return scaled(t -> 1 / Math.sqrt(t), alpha, information, twoSided);
    }

    /** The multiple of a shape that spends alpha over all looks, by bisection. */
    private static Boundaries scaled(DoubleUnaryOperator shape, double alpha, double[] information, boolean twoSided) {
        Check.errorRate(alpha);
        double[] t = Check.information(information);
        double low = 0;
        double high = HIGHEST;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double[] spent = exits(upper(shape, middle, t), t, 0, twoSided);
            if (spent[t.length - 1] > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] upper = upper(shape, high, t);
        return new Boundaries(t, upper, exits(upper, t, 0, twoSided), twoSided);
    }

    private static double[] upper(DoubleUnaryOperator shape, double scale, double[] t) {
        return Arrays.stream(t).map(share -> scale * shape.applyAsDouble(share)).toArray();
    }

    /**
     * What looking costs without a plan: the probability that an ordinary two-sided test at level alpha rejects at one of
     * several looks, though nothing is there.
     */
    public static double peeking(double alpha, int looks) {
        Check.errorRate(alpha);
        double[] t = equalInformation(looks);
        var upper = new double[looks];
        Arrays.fill(upper, -Normal.quantile(alpha / 2));
        return exits(upper, t, 0, true)[looks - 1];
    }

    /** Looks at equal shares of the information. */
    public static double[] equalInformation(int looks) {
        Check.that(looks >= 1, "a design has at least one look, not " + looks);
        var shares = new double[looks];
        Arrays.setAll(shares, k -> (k + 1.0) / looks);
        return shares;
    }

    /**
     * The probability to have rejected by each look when the statistic at full information has this mean.
     *
     * @param drift E Z at information share 1; 0 under the null hypothesis
     */
    public double[] rejection(double drift) {
        return exits(upper, information, drift, twoSided);
    }

    /** The drift at which the design rejects with this probability, between its error rate and 1. */
    public double drift(double power) {
        double last = spent[spent.length - 1];
        Check.that(power > last && power < 1, "power must be between the error rate " + last + " and 1, not " + power);
        double low = 0;
        double high = HIGHEST;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (rejection(middle)[upper.length - 1] < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * How many times the units of a design with one look this design needs at most, for the same power and error rate.
     *
     * @param alphaOneSided error rate on the side of the effect
     */
    public double inflation(double alphaOneSided, double power) {
        double fixed = Normal.quantile(power) - Normal.quantile(alphaOneSided);
        double drift = drift(power);
        return drift * drift / (fixed * fixed);
    }

    /** The expected share of the design's own maximum that is used when the drift is this. */
    public double expectedInformation(double drift) {
        double[] stopped = rejection(drift);
        double expected = 0;
        for (int k = 0; k < upper.length; k++) {
            double before = k == 0 ? 0 : stopped[k - 1];
            double goesOn = 1 - before;
            double share = information[k] - (k == 0 ? 0 : information[k - 1]);
            expected += goesOn * share;
        }
        return expected;
    }

    private static double[] exits(double[] upper, double[] t, double drift, boolean twoSided) {
        var exits = new double[t.length];
        GroupSequentialRecursion walk = GroupSequentialRecursion.start(drift);
        double sum = 0;
        for (int k = 0; k < t.length; k++) {
            sum += exit(walk, upper[k], t[k], twoSided);
            exits[k] = sum;
            walk = walk.on(twoSided ? -upper[k] : Double.NEGATIVE_INFINITY, upper[k], t[k], after(t, k));
        }
        return exits;
    }

    static double after(double[] t, int k) {
        return k + 1 < t.length ? t[k + 1] : t[k];
    }

    private static double exit(GroupSequentialRecursion walk, double bound, double t, boolean twoSided) {
        double above = walk.above(bound, t);
        return twoSided ? above + walk.below(-bound, t) : above;
    }

    /** The bound above which lies this much probability. */
    static double bound(GroupSequentialRecursion walk, double t, double probability) {
        if (walk.above(HIGHEST, t) >= probability) {
            return Double.POSITIVE_INFINITY;
        }
        double low = -HIGHEST;
        double high = HIGHEST;
        while (high - low > 1e-13 * Math.max(1, Math.abs(low))) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (walk.above(middle, t) > probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
