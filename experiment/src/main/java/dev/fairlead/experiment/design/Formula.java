package dev.fairlead.experiment.design;

import dev.fairlead.experiment.distribution.Normal;

/**
 * The formulas in use for two proportions in equal arms: units of one arm, not rounded. They differ by a fraction of a
 * percent; what differs by a factor of two has counted something twice. All but the rule of 16 are (zα A + zβ B)² / δ², with
 * the deviation A that the test assumes and the deviation B that the difference has, both of one unit of each arm.
 */
public enum Formula {
    /** The default: the variance of the difference as it is under the alternative. */
    UNPOOLED("(zα + zβ)² (p₁q₁ + p₂q₂) / δ²", "Chow, Shao and Wang 2008, sec. 4.2") {
        @Override
        double assumed(Effect.Proportions p) {
            return alternative(p);
        }
    },
    /** For the pooled z test. */
    POOLED_NULL("(zα √(2 p̄q̄) + zβ √(p₁q₁ + p₂q₂))² / δ²", "Fleiss, Levin and Paik 2003, eq. 4.14") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2 * meanVariance(p));
        }
    },
    /** For a test that assumes that both arms vary as control. */
    BASELINE_NULL(
            "(zα √(2 p₁q₁) + zβ √(p₁q₁ + p₂q₂))² / δ²",
            "Miller's calculator, evanmiller.org/ab-testing/sample-size.html, which rounds to the nearest unit") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2 * p.controlVariance());
        }
    },
    /** The same as for the pooled z test, for that with the continuity correction. */
    CONTINUITY_CORRECTED("n / 4 · (1 + √(1 + 4 / (n |δ|)))², n pooled-null", "Fleiss, Levin and Paik 2003, eq. 4.15") {
        @Override
        double assumed(Effect.Proportions p) {
            return POOLED_NULL.assumed(p);
        }

        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            double n = POOLED_NULL.perArm(p, errors);
            return n / 4 * square(1 + Math.sqrt(1 + 4 / (n * Math.abs(p.difference()))));
        }

        /** n = (√m − 1 / (|δ| √m))² of m corrected units. */
        @Override
        public double power(Effect.Proportions p, Errors errors, double perArm) {
            double root = Math.sqrt(perArm) - 1 / (Math.abs(p.difference()) * Math.sqrt(perArm));
            return POOLED_NULL.power(p, errors, square(Math.max(0, root)));
        }
    },
    /** As if both arms varied as their mean. */
    POOLED("(zα + zβ)² · 2 p̄q̄ / δ²", "van Belle 2008, ch. 2, before rounding to 16") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2 * meanVariance(p));
        }

        @Override
        double actual(Effect.Proportions p) {
            return assumed(p);
        }
    },
    /** As if both arms varied as control. */
    BASELINE("(zα + zβ)² · 2 p₁q₁ / δ²", "Lehr 1992, before rounding to 16") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2 * p.controlVariance());
        }

        @Override
        double actual(Effect.Proportions p) {
            return assumed(p);
        }
    },
    /** Two sides, 5 % and 80 % whatever is asked. */
    RULE_OF_16("16 p₁q₁ / δ²", "Lehr 1992; two sides, 5 % and 80 % whatever is asked") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2 * p.controlVariance());
        }

        @Override
        public double perArm(Effect.Proportions p, Errors errors) {
            return 16 * p.controlVariance() / square(p.difference());
        }

        @Override
        public double power(Effect.Proportions p, Errors errors, double perArm) {
            throw new IllegalArgumentException(
                    "the rule of 16 has a power of 80 % built in and cannot tell another; take the formula baseline");
        }
    },
    /** On the scale where the variance does not depend on the proportion. */
    ARCSINE("2 (zα + zβ)² / h², h = 2 asin √p₂ − 2 asin √p₁", "Cohen 1988, ch. 6") {
        @Override
        double assumed(Effect.Proportions p) {
            return Math.sqrt(2);
        }

        @Override
        double actual(Effect.Proportions p) {
            return assumed(p);
        }

        @Override
        double distance(Effect.Proportions p) {
            return 2 * Math.asin(Math.sqrt(p.treatment())) - 2 * Math.asin(Math.sqrt(p.control()));
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

    /** A: of one unit of each arm, if there is no difference. */
    abstract double assumed(Effect.Proportions p);

    /** B: of one unit of each arm, with the difference. */
    double actual(Effect.Proportions p) {
        return alternative(p);
    }

    /** δ, on the scale of the formula. */
    double distance(Effect.Proportions p) {
        return p.difference();
    }

    /** Units of one arm, not rounded. */
    public double perArm(Effect.Proportions p, Errors errors) {
        double deviations = errors.critical() * assumed(p) + Normal.quantile(errors.power()) * actual(p);
        return square(deviations) / square(distance(p));
    }

    /**
     * The power of so many units in each arm: the inverse of {@link #perArm}, without the side on which the difference is not.
     *
     * @param errors of which the power is not read
     */
    public double power(Effect.Proportions p, Errors errors, double perArm) {
        double deviations = Math.sqrt(perArm) * Math.abs(distance(p)) - errors.critical() * assumed(p);
        return Normal.cdf(deviations / actual(p));
    }

    private static double alternative(Effect.Proportions p) {
        return Math.sqrt(p.controlVariance() + p.treatmentVariance());
    }

    private static double meanVariance(Effect.Proportions p) {
        double mean = (p.control() + p.treatment()) / 2;
        return mean * (1 - mean);
    }

    static double square(double x) {
        return x * x;
    }
}
