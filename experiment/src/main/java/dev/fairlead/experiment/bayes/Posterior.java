package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.Interval;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What is believed of an arm's metric. For integration, values are written as a smooth rising function of a coordinate from −∞
 * to ∞, in which densities have one peak of known width and tails that fall at least exponentially.
 */
public abstract sealed class Posterior permits RatePosterior, MeanPosterior {
    /** Steps of Simpson's rule in a width. */
    private static final int STEPS = 16;

    private static final double NEGLIGIBLE = 1e-19;
    private static final int MOST_STEPS = 400_000;

    /** The expected value. */
    public abstract double mean();

    /** The probability that the metric is at most so large. */
    public abstract double cdf(double value);

    /** The probability that it is larger, exact also where it is small. */
    public abstract double upper(double value);

    /** What the metric is below with a probability between 0 and 1. */
    public abstract double quantile(double probability);

    /** The interval with equal tails that holds the metric with a probability. */
    public final Interval credible(double probability) {
        Check.confidence(probability);
        return new Interval(quantile((1 - probability) / 2), quantile((1 + probability) / 2));
    }

    /** The expected excess of the metric over a value, 0 where it is smaller. */
    abstract double excess(double value);

    abstract double value(double coordinate);

    /** The inverse of {@link #value}; infinite outside its range. */
    abstract double coordinate(double value);

    /** The density in the coordinate, up to a constant factor; at most about 1. */
    abstract double density(double coordinate);

    /** The coordinate of the peak. */
    abstract double centre();

    /** How wide the peak is, in the coordinate. */
    abstract double width();

    /** How fast the value rises at the peak. */
    abstract double slope();

    /**
     * The expectation of a function of the metric, by Simpson's rule: of smooth functions that die off at both ends its error
     * falls exponentially with the step.
     *
     * @param scale over which the function changes, in the metric's unit
     * @param kinks values of the metric where the function is not smooth
     */
    final double expectation(DoubleUnaryOperator function, double scale, double... kinks) {
        double low = end(-1);
        double high = end(1);
        double step = Math.max(Math.min(width(), scale / slope()) / STEPS, (high - low) / MOST_STEPS);
        double[] ends = DoubleStream.concat(
                        DoubleStream.of(low, high),
                        Arrays.stream(kinks).map(this::coordinate).filter(c -> c > low && c < high))
                .sorted()
                .toArray();
        double sum = 0;
        double all = 0;
        for (int piece = 1; piece < ends.length; piece++) {
            double from = ends[piece - 1];
            double length = ends[piece] - from;
            int n = 2 * (int) Math.ceil(length / step / 2);
            for (int i = 0; i <= n; i++) {
                double coordinate = from + length * i / n;
                double weight = (i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2) * length / n * density(coordinate);
                sum += weight * function.applyAsDouble(value(coordinate));
                all += weight;
            }
        }
        return sum / all;
    }

    /** Where the density has become negligible, on one side of the peak. */
    private double end(int side) {
        double distance = width();
        while (density(centre() + side * distance) > NEGLIGIBLE * density(centre())) {
            distance += width();
        }
        return centre() + side * distance;
    }
}
