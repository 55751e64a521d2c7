package dev.fairlead.experiment.bayes;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.distribution.SpecialFunctions;
import dev.fairlead.experiment.distribution.StudentT;

/** A mean, believed to be a shifted and scaled Student's t, or normal. Its coordinate is asinh of the distance in scales. */
public final class MeanPosterior extends Posterior {
    private final double location;
    private final double scale;
    private final double df;
    private final StudentT t;

    /**
     * @param location the centre
     * @param scale in the same unit, above 0; the standard deviation if normal
     * @param df degrees of freedom, at least 2; infinite if normal
     */
    public MeanPosterior(double location, double scale, double df) {
        Check.finite(location, "the centre of what is believed");
        Check.positive(scale, "the scale of what is believed");
        Check.that(
                df >= 2,
                "with " + df
                        + " degrees of freedom a mean can hardly be expected: give more units or a stronger prior");
        this.location = location;
        this.scale = scale;
        this.df = df;
        t = new StudentT(df);
    }

    public double location() {
        return location;
    }

    public double scale() {
        return scale;
    }

    public double df() {
        return df;
    }

    @Override
    public double mean() {
        return location;
    }

    @Override
    public double cdf(double value) {
        return t.upper((location - value) / scale);
    }

    @Override
    public double upper(double value) {
        return t.upper((value - location) / scale);
    }

    @Override
    public double quantile(double probability) {
        return location + scale * t.quantile(probability);
    }

    /** E (T − z)⁺ = (df + z²) / (df − 1) f(z) − z P(T &gt; z), and φ(z) − z P(Z &gt; z) of a normal. */
    @Override
    double excess(double value) {
        double z = (value - location) / scale;
        double lead = Double.isInfinite(df) ? 1 : (df + z * z) / (df - 1);
        return scale * Math.max(0, lead * standard(z) - z * t.upper(z));
    }

    /** The density of the unscaled distribution. */
    private double standard(double z) {
        if (Double.isInfinite(df)) {
            return Normal.density(z);
        }
        double log = -SpecialFunctions.logBeta(df / 2, 0.5) - Math.log(df) / 2;
        return Math.exp(log - (df + 1) / 2 * Math.log1p(z * z / df));
    }

    @Override
    double value(double coordinate) {
        return location + scale * Math.sinh(coordinate);
    }

    @Override
    double coordinate(double value) {
        double z = Math.abs(value - location) / scale;
        return Math.copySign(Math.log(z + Math.hypot(z, 1)), value - location);
    }

    @Override
    double density(double coordinate) {
        return standard(Math.sinh(coordinate)) * Math.cosh(coordinate);
    }

    @Override
    double centre() {
        return 0;
    }

    @Override
    double width() {
        return 0.5;
    }

    @Override
    double slope() {
        return scale;
    }
}
