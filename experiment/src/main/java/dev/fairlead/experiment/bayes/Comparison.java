package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.Interval;
import java.util.function.DoubleUnaryOperator;

/** Two arms whose metrics are believed independently. Larger is better. */
public record Comparison(Posterior control, Posterior treatment) {
    /** Of a bracket a few standard deviations wide: to about 1e-12 of them. */
    private static final int BISECTIONS = 42;

    private static final double MOST_NEGATIVE = 1e-3;

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
        return interval(probability, difference(), spread(control) + spread(treatment), this::differenceUpTo);
    }

    /** P(treatment − control ≤ d). A rate's distribution function has its ends at 0 and 1. */
    double differenceUpTo(double d) {
        return control.expectation(x -> treatment.cdf(x + d), scale(treatment), -d, 1 - d);
    }

    /**
     * The interval with equal tails that holds treatment / control − 1 with a probability.
     *
     * @throws IllegalArgumentException if control's metric is below 0 with probability over one in a thousand: then the lift
     *     says nothing
     */
    public Interval lift(double probability) {
        double negative = control.cdf(0);
        Check.that(
                negative <= MOST_NEGATIVE,
                "control's metric is 0 or less with probability " + negative
                        + ": there is no lift over it; read the difference");
        double middle = control.quantile(0.5);
        double spread = (spread(control) + spread(treatment)) / middle;
        return interval(probability, treatment.quantile(0.5) / middle - 1, spread, this::liftUpTo);
    }

    /** P(treatment / control − 1 ≤ r). */
    double liftUpTo(double r) {
        double factor = 1 + r;
        double scale = factor == 0 ? Double.POSITIVE_INFINITY : scale(treatment) / Math.abs(factor);
        DoubleUnaryOperator upTo = x -> x > 0 ? treatment.cdf(x * factor) : treatment.upper(x * factor);
        return control.expectation(upTo, scale, 0, 1 / factor);
    }

    private static double spread(Posterior posterior) {
        Interval most = posterior.credible(0.95);
        return most.high() - most.low();
    }

    private static Interval interval(double probability, double centre, double spread, DoubleUnaryOperator cdf) {
        Check.confidence(probability);
        double tail = (1 - probability) / 2;
        return new Interval(quantile(cdf, tail, centre, spread), quantile(cdf, 1 - tail, centre, spread));
    }

    /** Where a distribution function reaches p: brackets it by doubling steps from a centre, and bisects. */
    private static double quantile(DoubleUnaryOperator cdf, double p, double centre, double step) {
        boolean below = cdf.applyAsDouble(centre) < p;
        double near = centre;
        double far = below ? centre + step : centre - step;
        while (cdf.applyAsDouble(far) < p == below) {
            near = far;
            far += 2 * (far - centre);
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (near + far) / 2;
            if (cdf.applyAsDouble(middle) < p == below) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return (near + far) / 2;
    }
}
