package dev.fairlead.experiment.distribution;

/** The standard normal distribution. */
public final class Normal {
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** φ(z). */
    public static double density(double z) {
        return Math.exp(-z * z / 2) / SQRT_2_PI;
    }

    /** Φ(z), the probability of a value up to z. */
    public static double cdf(double z) {
        return z < 0 ? tail(-z) : 1 - tail(z);
    }

    /** 1 − Φ(z), exact also where it is small. */
    public static double upper(double z) {
        return cdf(-z);
    }

    /** The probability of a value farther from 0 than |z|, on either side. */
    public static double twoSided(double z) {
        return Math.min(1, 2 * tail(Math.abs(z)));
    }

    /** P(Z &gt; z) for z ≥ 0: half of Q(1/2, z²/2). */
    private static double tail(double z) {
        return SpecialFunctions.gammaQ(0.5, z * z / 2) / 2;
    }

    /**
     * Φ⁻¹(p): a rational approximation (Acklam 2003, relative error 1.15e-9) and two steps of Halley's method on
     * {@link #cdf}.
     *
     * @param p from 0 (−∞) to 1 (+∞)
     */
    public static double quantile(double p) {
        SpecialFunctions.require(p >= 0 && p <= 1, "a probability is from 0 to 1, not " + p);
        if (p == 0 || p == 1) {
            return p == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (p > 0.5) {
            return -lowerQuantile(1 - p);
        }
        return lowerQuantile(p);
    }

    private static double lowerQuantile(double p) {
        double z = approximateQuantile(p);
        for (int i = 0; i < 2; i++) {
            double u = (cdf(z) - p) / density(z);
            z -= u / (1 + z * u / 2);
        }
        return z;
    }

    private static double approximateQuantile(double p) {
        if (p < 0.02425) {
            double q = Math.sqrt(-2 * Math.log(p));
            return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                                                            - 2.549732539343734e+00)
                                                    * q
                                            + 4.374664141464968e+00)
                                    * q
                            + 2.938163982698783e+00)
                    / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                                            + 3.754408661907416e+00)
                                    * q
                            + 1);
        }
        double q = p - 0.5;
        double r = q * q;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                        + 1.383577518672690e+02)
                                                * r
                                        - 3.066479806614716e+01)
                                * r
                        + 2.506628277459239e+00)
                * q
                / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                        + 6.680131188771972e+01)
                                                * r
                                        - 1.328068155288572e+01)
                                * r
                        + 1);
    }
}
