package dev.fairlead.experiment.inference;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Winsorizing: values outside two bounds are moved to them. The bounds come from the plan, or from all arms together; a
 * bound per arm would hide an effect on the tail.
 *
 * @param low least value, −∞ for none
 * @param high greatest value, above low; ∞ for none
 */
public record Cap(double low, double high) {
    public Cap {
        Check.that(low < high, "a cap's bounds must rise, and go from " + low + " to " + high);
    }

    /** A bound above only. */
    public static Cap above(double high) {
        return new Cap(Double.NEGATIVE_INFINITY, high);
    }

    /**
     * A bound above at a quantile of all arms' units together (interpolated between neighbours; Hyndman and Fan 1996, 7).
     *
     * @param probability such as 0.999, between 0 and 1
     * @param arms the values of each arm, at least two arms
     */
    public static Cap aboveQuantile(double probability, double[]... arms) {
        Check.that(
                probability > 0 && probability < 1, "a quantile is between 0 and 1, such as 0.999, not " + probability);
        Check.that(arms.length >= 2, "a cap is read from all arms together, and there are " + arms.length);
        double[] all =
                Arrays.stream(arms).flatMapToDouble(DoubleStream::of).sorted().toArray();
        Check.that(all.length > 0, "there is no unit to read a cap from");
        Check.finite(all, "value");
        double at = probability * (all.length - 1);
        int below = (int) at;
        int next = Math.min(below + 1, all.length - 1);
        return above(all[below] + (at - below) * (all[next] - all[below]));
    }

    /** A value between the bounds. */
    public double apply(double value) {
        Check.that(!Double.isNaN(value), "a value is NaN: drop or impute the unit before");
        return Math.clamp(value, low, high);
    }
}
