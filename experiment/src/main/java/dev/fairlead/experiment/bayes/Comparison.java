package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.Interval;
import java.util.function.DoubleUnaryOperator;

/** Two arms whose metrics are believed independently. Larger is better. */
public record Comparison(Posterior control, Posterior treatment) {
    private static final int BISECTIONS = 60;
    private static final double PRECISION = 1e-12;

    /** The probability that treatment's metric is larger. */
    public double treatmentBetter() {
        return treatment.expectation(control::cdf, scale(control));
    }

    /** The expected difference, treatment less control. */
    public double difference() {
        return treatment.mean() - control.mean();
    }

    /** What choosing treatment is expected to cost: E (control − treatment)⁺, in the metric's unit. */
    public double lossOfTreatment() {
        return loss(treatment, control);
    }

    /** What choosing control is expected to cost: E (treatment − control)⁺. */
    public double lossOfControl() {
        return loss(control, treatment);
    }

    private static double loss(Posterior chosen, Posterior other) {
        return chosen.expectation(other::excess, scale(other));
    }

    private static double scale(Posterior posterior) {
        return posterior.width() * posterior.slope();
    }

    /** The interval with equal tails that holds the difference with a probability. */
    public Interval difference(double probability) {
        double reach = reach(control) + reach(treatment);
        return interval(probability, difference() - reach, difference() + reach, this::differenceUpTo);
    }

    /** P(treatment − control ≤ d). */
    private double differenceUpTo(double d) {
        return control.expectation(x -> treatment.cdf(x + d), scale(treatment), -d, 1 - d);
    }

    /**
     * The interval with equal tails that holds treatment / control − 1 with a probability.
     *
     * @throws IllegalArgumentException if control's metric is below 0 with probability over one in a thousand: then the lift
     *     says nothing
     */
    public Interval lift(double probability) {
        Check.that(
                control.cdf(0) <= 1e-3,
                "control's metric may be 0 or less, with probability " + control.cdf(0)
                        + ": there is no lift over it; read the difference");
        Interval c = control.credible(1 - 1e-9);
        Interval t = treatment.credible(1 - 1e-9);
        double floor = Math.max(c.low(), 1e-9 * c.high());
        double reach = Math.max(Math.abs(t.low()), Math.abs(t.high())) / floor;
        return interval(probability, -1 - reach, reach, this::liftUpTo);
    }

    /** P(treatment ≤ (1 + r) control), control above 0. */
    private double liftUpTo(double r) {
        double factor = 1 + r;
        double scale = scale(treatment) / Math.max(Math.abs(factor), PRECISION);
        DoubleUnaryOperator upTo = x -> x > 0 ? treatment.cdf(x * factor) : treatment.upper(x * factor);
        return control.expectation(upTo, scale, 0, 1 / factor);
    }

    /** Half the width of nearly all that is believed. */
    private static double reach(Posterior posterior) {
        Interval nearly = posterior.credible(1 - 1e-9);
        return nearly.high() - nearly.low();
    }

    private static Interval interval(double probability, double low, double high, DoubleUnaryOperator cdf) {
        Check.confidence(probability);
        double tail = (1 - probability) / 2;
        return new Interval(quantile(cdf, tail, low, high), quantile(cdf, 1 - tail, low, high));
    }

    private static double quantile(DoubleUnaryOperator cdf, double p, double low, double high) {
        double below = low;
        double above = high;
        double precise = PRECISION * (high - low);
        for (int i = 0; i < BISECTIONS && above - below > precise; i++) {
            double middle = (below + above) / 2;
            if (cdf.applyAsDouble(middle) < p) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return (below + above) / 2;
    }
}
