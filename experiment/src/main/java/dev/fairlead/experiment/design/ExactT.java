package dev.fairlead.experiment.design;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.distribution.SpecialFunctions;
import dev.fairlead.experiment.distribution.StudentT;

/** Power of the two-sample t test with equal arms by the noncentral t distribution: for small experiments. */
public final class ExactT {
    private static final int PANELS = 2000;

    private ExactT() {}

    /**
     * @param n units in each arm, above 1, need not be whole
     * @return the probability to reject
     */
    public static double power(Effect.Means effect, Errors errors, double n) {
        Check.that(n > 1, "a t test needs more than one unit in each arm, not " + n);
        double df = 2 * n - 2;
        double shift = Math.abs(effect.difference()) / effect.deviation() * Math.sqrt(n / 2);
        double critical = new StudentT(df).quantile(1 - errors.alpha() / errors.sides());
        double power = above(critical, df, shift);
        return errors.sides() == 2 ? power + above(critical, df, -shift) : power;
    }

    /** Units in each arm, not rounded, that reach the power. */
    public static double perArm(Effect.Means effect, Errors errors) {
        double low = 1.5;
        double high = 4;
        while (power(effect, errors, high) < errors.power()) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (power(effect, errors, middle) < errors.power()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /**
     * The smallest difference that so many units in each arm detect with the power, at least 0.
     *
     * @param deviation standard deviation of one unit
     * @param n units in each arm, above 1
     */
    public static double minimumDetectableEffect(double deviation, Errors errors, double n) {
        double low = 0;
        double high = deviation;
        while (power(new Effect.Means(high, deviation), errors, n) < errors.power()) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (power(new Effect.Means(middle, deviation), errors, n) < errors.power()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** P(T &gt; critical) of a noncentral t: E Φ(shift − critical · S) over S = √(χ²/df), by Simpson's rule. */
    private static double above(double critical, double df, double shift) {
        double spread = 12 / Math.sqrt(2 * df);
        double from = Math.max(0, 1 - spread);
        double h = (1 + spread - from) / PANELS;
        double sum = 0;
        for (int i = 0; i <= PANELS; i++) {
            double s = from + i * h;
            int weight = i == 0 || i == PANELS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * density(s, df) * Normal.cdf(shift - critical * s);
        }
        return sum * h / 3;
    }

    /** Density of √(χ²/df) at s. */
    private static double density(double s, double df) {
        if (s == 0) {
            return 0;
        }
        double x = df * s * s;
        double log = (df / 2 - 1) * Math.log(x / 2) - x / 2 - SpecialFunctions.logGamma(df / 2) - Math.log(2);
        return Math.exp(log) * 2 * df * s;
    }
}
