package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.StudentT;

/** The change of treatment relative to control, treatment / control − 1: 0.05 is 5 % more. Control must not be 0. */
public record Lift(Comparison arms) {
    public Lift {
        Check.that(
                arms.control().value() != 0,
                "control is 0, and nothing is relative to 0: look at the difference instead of the lift");
    }

    private double ratio() {
        return arms.treatment().value() / arms.control().value();
    }

    /** With the error of the delta method, √(v₁ + r² v₀) / |m₀|. */
    public Estimate estimate() {
        double r = ratio();
        double square = arms.control().value() * arms.control().value();
        double control = r * r * arms.control().variance() / square;
        double treatment = arms.treatment().variance() / square;
        double error = Math.sqrt(control + treatment);
        return new Estimate(r - 1, error, error == 0 ? 1 : arms.degreesOfFreedom(control, treatment));
    }

    /** On which scale a lift's error is taken for symmetric, and by which it is tested. */
    public enum Scale {
        /** That of the lift itself. */
        PLAIN {
            @Override
            public Estimate of(Lift lift) {
                return lift.estimate();
            }

            @Override
            public double lift(double value) {
                return value;
            }
        },
        /** That of the logarithm of treatment / control: the interval never goes below −100 %. */
        LOG {
            @Override
            public Estimate of(Lift lift) {
                return lift.log();
            }

            @Override
            public double lift(double value) {
                return Math.expm1(value);
            }
        };

        /** The estimate on this scale; {@code p(0)} is the lift's p-value. */
        public abstract Estimate of(Lift lift);

        /** The lift at a value on this scale, such as an end of an interval. */
        public abstract double lift(double value);
    }

    /** The interval by the delta method on the logarithm; it never goes below −100 %. Both arms must be above 0. */
    public Interval logInterval(double confidence) {
        Interval interval = log().interval(confidence);
        return new Interval(Math.expm1(interval.low()), Math.expm1(interval.high()));
    }

    /**
     * The logarithm of treatment / control with the error of the delta method, √(v₁ / m₁² + v₀ / m₀²): a difference of two
     * logarithms. Both arms must be above 0.
     */
    public Estimate log() {
        Check.that(
                arms.control().value() > 0 && arms.treatment().value() > 0,
                "a logarithm needs both arms above 0, and control is "
                        + arms.control().value() + ", treatment "
                        + arms.treatment().value());
        Estimate lift = estimate();
        return new Estimate(Math.log(ratio()), lift.standardError() / ratio(), lift.df());
    }

    /** Fieller's interval (1954): the lifts l at which m₁ − (1 + l) m₀ is not significantly off 0. Control must be. */
    public Interval fieller(double confidence) {
        Check.confidence(confidence);
        double q = new StudentT(estimate().df()).quantile((1 + confidence) / 2);
        double c = arms.control().value();
        double t = arms.treatment().value();
        double a = c * c - q * q * arms.control().variance();
        Check.that(a > 0, "control is not significantly different from 0, so the lift has no bounded interval");
        double root =
                Math.sqrt(c * c * t * t - a * (t * t - q * q * arms.treatment().variance()));
        return new Interval((c * t - root) / a - 1, (c * t + root) / a - 1);
    }
}
