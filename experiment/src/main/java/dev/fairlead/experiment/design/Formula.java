package dev.fairlead.experiment.design;

import dev.fairlead.experiment.distribution.Normal;

/**
 * The formulas in use for two proportions in equal arms: units of one arm, not rounded. They differ by a fraction of a
 * percent; what differs by a factor of two has counted something twice.
 */
public enum Formula {
    /** The default: the variance of the difference as it is under the alternative. */
    UNPOOLED("(zα + zβ)² (p₁q₁ + p₂q₂) / δ²", "Chow, Shao and Wang 2008, sec. 4.2") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            return square(errors.distance()) * (p.controlVariance() + p.treatmentVariance()) / square(p.difference());
        }
    },
    /** For the pooled z test. */
    POOLED_NULL("(zα √(2 p̄q̄) + zβ √(p₁q₁ + p₂q₂))² / δ²", "Fleiss, Levin and Paik 2003, eq. 4.14") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            double whenEqual = errors.critical() * Math.sqrt(2 * meanVariance(p));
            double alternative =
                    Normal.quantile(errors.power()) * Math.sqrt(p.controlVariance() + p.treatmentVariance());
            return square(whenEqual + alternative) / square(p.difference());
        }
    },
    /** The same for the test with the continuity correction. */
    CONTINUITY_CORRECTED("n / 4 · (1 + √(1 + 4 / (n |δ|)))², n pooled-null", "Fleiss, Levin and Paik 2003, eq. 4.15") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            double n = POOLED_NULL.perArm(p, errors);
            return n / 4 * square(1 + Math.sqrt(1 + 4 / (n * Math.abs(p.difference()))));
        }
    },
    /** As if both arms varied as their mean. */
    POOLED("(zα + zβ)² · 2 p̄q̄ / δ²", "van Belle 2008, ch. 2, before rounding to 16") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            return square(errors.distance()) * 2 * meanVariance(p) / square(p.difference());
        }
    },
    /** As if both arms varied as control. */
    BASELINE("(zα + zβ)² · 2 p₁q₁ / δ²", "Lehr 1992, before rounding to 16") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            return square(errors.distance()) * 2 * p.controlVariance() / square(p.difference());
        }
    },
    /** Two sides, 5 % and 80 % whatever is asked. */
    RULE_OF_16("16 p₁q₁ / δ²", "Lehr 1992; two sides, 5 % and 80 % whatever is asked") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            return 16 * p.controlVariance() / square(p.difference());
        }
    },
    /** On the scale where the variance does not depend on the proportion. */
    ARCSINE("2 (zα + zβ)² / h², h = 2 asin √p₂ − 2 asin √p₁", "Cohen 1988, ch. 6") {
        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            double h = 2 * Math.asin(Math.sqrt(p.treatment())) - 2 * Math.asin(Math.sqrt(p.control()));
            return 2 * square(errors.distance()) / square(h);
        }
    };

    private final String text;
    private final String source;

    Formula(String text, String source) {
        this.text = text;
        this.source = source;
    }

    /** The formula for one arm's units. */
    public String text() {
        return text;
    }

    /** Where it is from. */
    public String source() {
        return source;
    }

    /** Units of one arm, not rounded. */
    public abstract double perArm(Effect.Proportions proportions, Errors errors);

    private static double meanVariance(Effect.Proportions p) {
        double mean = (p.control() + p.treatment()) / 2;
        return mean * (1 - mean);
    }

    static double square(double x) {
        return x * x;
    }
}
