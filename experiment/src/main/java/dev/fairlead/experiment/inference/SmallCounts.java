package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.Normal;
import java.util.function.DoubleUnaryOperator;

/**
 * Two shares of units where the normal approximation is poor: p-values by Fisher's exact test (1935), intervals by Miettinen
 * and Nurminen's score method (1985), with the correction for continuity by which the score test of no difference has just the
 * exact test's p-value. So an interval leaves 0 out when the test rejects, at every level. Both err less often than they say.
 *
 * <p>5 of 200 against 0 of 200 has p = 0.024 by the normal tests, and 0.061 by this one.
 */
public record SmallCounts(Proportion control, Proportion treatment) {
    /** With fewer expected successes or failures in an arm, counts are small. */
    public static final double FEW = 10;

    /** The method's name in tables. */
    public static final String METHOD = "fisher-exact";

    /**
     * Whether the exact test is to be read: if arms of one share were expected to have fewer than {@value #FEW} successes or
     * failures in one of them.
     */
    public static boolean apply(Proportion control, Proportion treatment) {
        double share = (control.successes() + treatment.successes()) / ((double) control.n() + treatment.n());
        return Math.min(control.n(), treatment.n()) * Math.min(share, 1 - share) < FEW;
    }

    private double observed() {
        return treatment.value() - control.value();
    }

    /** The exact p-value of "treatment is not above control". */
    public double pAbove() {
        return new FisherExact(control, treatment).upper();
    }

    /** The exact p-value of "treatment is not below control". */
    public double pBelow() {
        return new FisherExact(treatment, control).upper();
    }

    /** The two-sided p-value of no difference: twice the smaller one-sided one, so that either side errs with half of alpha. */
    public double p() {
        return Math.min(1, 2 * Math.min(pAbove(), pBelow()));
    }

    private ScoreDeviation score() {
        return new ScoreDeviation(control, treatment);
    }

    /** How far p lies from no difference in standard normal deviations, at least 0. */
    private double exact() {
        double p = p();
        return p == 1 ? 0 : -Normal.quantile(Math.max(Double.MIN_NORMAL, p / 2));
    }

    /** By how much the observed difference is taken for smaller; for no difference half a unit of each arm (Yates 1934). */
    private double correction() {
        return observed() == 0
                ? (1.0 / control.n() + 1.0 / treatment.n()) / 2
                : Math.max(0, Math.abs(observed()) - exact() * score().ofDifference(0));
    }

    /**
     * The difference less the correction for continuity, with its error if there is none: for methods that take a normal
     * estimate, such as sequential ones. Its p-value of 0 is {@link #p}.
     */
    public Estimate corrected() {
        double error = score().ofDifference(0);
        double correction = correction();
        return Estimate.normal(
                Math.signum(observed()) * Math.max(0, Math.abs(observed()) - correction), Math.max(error, correction));
    }

    /**
     * The differences, treatment less control, that are not excluded.
     *
     * @param critical deviations at which a side is excluded: 1.96 for 95 %; infinite excludes nothing
     */
    public Interval difference(double critical) {
        ScoreDeviation score = score();
        double correction = correction();
        DoubleUnaryOperator beyond = difference ->
                Math.abs(observed() - difference) - correction - critical * score.ofDifference(difference);
        return Double.isInfinite(critical)
                ? new Interval(-1, 1)
                : new Interval(edge(beyond, observed(), -1), edge(beyond, observed(), 1));
    }

    /**
     * The lifts, treatment / control − 1, that are not excluded; open above if control has too few successes.
     *
     * @param critical as for a difference
     */
    public Interval lift(double critical) {
        ScoreDeviation score = score();
        double correction = correction();
        // A ratio r as r / (1 + r), from 0 to 1.
        DoubleUnaryOperator beyond = place -> {
            double ratio = place / (1 - place);
            double distance = Math.abs(treatment.value() - ratio * control.value());
            return distance - correction - critical * score.ofRatio(ratio);
        };
        if (Double.isInfinite(critical) || control.successes() + treatment.successes() == 0) {
            return new Interval(-1, Double.POSITIVE_INFINITY);
        }
        double observed = treatment.value() / (treatment.value() + control.value());
        double low = edge(beyond, observed, 0);
        double high = edge(beyond, observed, 1 - 1e-12);
        return new Interval(low / (1 - low) - 1, high > 1 - 1e-9 ? Double.POSITIVE_INFINITY : high / (1 - high) - 1);
    }

    /** Where a function that rises from the inside to the outside crosses 0; the outside if it does not. */
    private static double edge(DoubleUnaryOperator beyond, double inside, double outside) {
        if (beyond.applyAsDouble(outside) <= 0) {
            return outside;
        }
        double in = inside;
        double out = outside;
        for (int i = 0; i < 100 && in != out; i++) {
            double middle = (in + out) / 2;
            if (beyond.applyAsDouble(middle) > 0) {
                out = middle;
            } else {
                in = middle;
            }
        }
        return in;
    }
}
