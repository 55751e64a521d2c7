package dev.fairlead.experiment.sequential;

import dev.fairlead.experiment.distribution.Normal;

/**
 * The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021, arXiv 2103.06476, eq. 9):
 * intervals that cover the mean at all looks at once.
 *
 * @param rho where it is narrowest, above 0; see {@link #narrowestAt}
 */
public record ConfidenceSequence(double rho) {
    public ConfidenceSequence {
        Check.that(rho > 0 && Double.isFinite(rho), "rho must be above 0, not " + rho);
    }

    /**
     * The sequence that is narrowest, nearly, at n units: ρ = √((−2 ln α + ln(1 − 2 ln α)) / n) (eq. 161, there).
     *
     * @param n units, above 0
     */
    public static ConfidenceSequence narrowestAt(double n, double alpha) {
        Check.errorRate(alpha);
        Check.that(n > 0, "the number of units to be narrowest at must be above 0, not " + n);
        return new ConfidenceSequence(Math.sqrt((-2 * Math.log(alpha) + Math.log1p(-2 * Math.log(alpha))) / n));
    }

    /**
     * Half the width at n units, as a multiple of one unit's standard deviation:
     * √(2 (nρ² + 1) / (n² ρ²) · ln(√(nρ² + 1) / α)).
     */
    public double halfWidth(double n, double alpha) {
        Check.errorRate(alpha);
        Check.that(n > 0, "there are no units yet: n is " + n);
        double r = n * rho * rho;
        return Math.sqrt(2 * (r + 1) / (n * r) * (Math.log1p(r) / 2 - Math.log(alpha)));
    }

    /** How many fixed-sample half-widths at level alpha the sequence is wide: the price of looking at any time. */
    public double ratioToFixed(double n, double alpha) {
        double fixed = -Normal.quantile(alpha / 2) / Math.sqrt(n);
        return halfWidth(n, alpha) / fixed;
    }
}
