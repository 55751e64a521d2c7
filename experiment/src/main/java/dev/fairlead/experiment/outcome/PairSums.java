package dev.fairlead.experiment.outcome;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.Moments;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Sums of two values of each unit and of their squares and product, exact: units may come, change and go in any order, and what is read
 * depends on those that are there alone.
 */
public final class PairSums {
    private static final MathContext DIGITS = new MathContext(60);

    private long n;
    private final ExactSum x = new ExactSum();
    private final ExactSum y = new ExactSum();
    private final ExactSum xx = new ExactSum();
    private final ExactSum yy = new ExactSum();
    private final ExactSum xy = new ExactSum();

    /** Adds a unit. */
    public void add(double first, double second) {
        n++;
        x.add(first);
        y.add(second);
        xx.addProduct(first, first);
        yy.addProduct(second, second);
        xy.addProduct(first, second);
    }

    /** Takes a unit away that was added before. */
    public void remove(double first, double second) {
        n--;
        x.add(-first);
        y.add(-second);
        xx.addProduct(-first, first);
        yy.addProduct(-second, second);
        xy.addProduct(-first, second);
    }

    /** Adds the units of another; that one stays as it is. */
    public void add(PairSums other) {
        n += other.n;
        x.add(other.x);
        y.add(other.y);
        xx.add(other.xx);
        yy.add(other.yy);
        xy.add(other.xy);
    }

    /** How many units. */
    public long n() {
        return n;
    }

    /** The sum of the first values. */
    public double sum() {
        return x.value();
    }

    /** Count, mean and variance of the first values. @throws IllegalArgumentException without a unit */
    public Moments first() {
        if (n == 0) {
            throw new IllegalArgumentException("there is no unit yet");
        }
        BigDecimal sum = x.exact();
        BigDecimal units = BigDecimal.valueOf(n);
        double mean = sum.divide(units, DIGITS).doubleValue();
        BigDecimal squares = units.multiply(xx.exact()).subtract(sum.multiply(sum));
        return Moments.summarized(n, mean, n == 1 ? 0 : variance(squares));
    }

    private double variance(BigDecimal scaled) {
        return scaled.max(BigDecimal.ZERO)
                .divide(BigDecimal.valueOf(n).multiply(BigDecimal.valueOf(n - 1)), DIGITS)
                .doubleValue();
    }

    /** A mean or ratio with the variance of its estimate. */
    public record Level(double value, double variance) {}

    /** The mean of the first values. @throws IllegalArgumentException with fewer than two units */
    public Level mean() {
        requireTwo();
        Moments moments = first();
        return new Level(moments.mean(), moments.variance() / n);
    }

    /**
     * The sum of the first values over that of the second, by the delta method.
     *
     * @throws IllegalArgumentException with fewer than two units, or if the second values add up to nothing
     */
    public Level ratio() {
        requireTwo();
        BigDecimal below = y.exact();
        if (below.signum() == 0) {
            throw new IllegalArgumentException("the denominator is 0 for all units");
        }
        BigDecimal ratio = x.exact().divide(below, DIGITS);
        BigDecimal residuals = xx.exact()
                .subtract(ratio.multiply(xy.exact()).multiply(BigDecimal.TWO))
                .add(ratio.multiply(ratio).multiply(yy.exact()));
        BigDecimal units = BigDecimal.valueOf(n);
        double variance = residuals
                .max(BigDecimal.ZERO)
                .multiply(units)
                .divide(units.subtract(BigDecimal.ONE), DIGITS)
                .divide(below.multiply(below), DIGITS)
                .doubleValue();
        return new Level(ratio.doubleValue(), variance);
    }

    private void requireTwo() {
        if (n < 2) {
            throw new IllegalArgumentException("an error needs at least 2 units, and there are " + n);
        }
    }

    /**
     * The difference of two levels, treatment − factor · control. Where neither varies, it is sure.
     */
    public static Estimate difference(Level control, Level treatment, double factor) {
        double error = Math.sqrt(treatment.variance + factor * factor * control.variance);
        return Estimate.normal(treatment.value - factor * control.value, Math.max(error, Double.MIN_NORMAL));
    }
}
