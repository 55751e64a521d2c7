package dev.fairlead.experiment.sequential;

import dev.fairlead.experiment.distribution.Normal;

/**
 * The distribution of a test statistic that goes from look to look and has not stopped: the recursion of Armitage,
 * McPherson and Rowe 1969. At information share t the statistic is Z = B(t) / √t, with B a Brownian motion of the given
 * drift, so E Z = drift · √t. The density on the continuation region is kept at Gauss-Legendre points, in panels narrower
 * than the step to come, which is exact to about 1e-12.
 */
final class GroupSequentialRecursion {
    /** Farther than this from its mean, a normal variable is not looked for. */
    private static final double FAR = 10;

    private final double drift;
    private final double t;
    private final double[] z;
    private final double[] mass;

    private GroupSequentialRecursion(double drift, double t, double[] z, double[] mass) {
        this.drift = drift;
        this.t = t;
        this.z = z;
        this.mass = mass;
    }

    /** Before the first look. */
    static GroupSequentialRecursion start(double drift) {
        return new GroupSequentialRecursion(drift, 0, new double[] {0}, new double[] {1});
    }

    /** The probability to be above {@code bound} at the look at {@code next}, having gone on until now. */
    double above(double bound, double next) {
        double step = Math.sqrt(next - t);
        double probability = 0;
        for (int i = 0; i < z.length; i++) {
            probability += mass[i] * Normal.upper((bound * Math.sqrt(next) - at(i, next)) / step);
        }
        return probability;
    }

    /** The probability to be below {@code bound} at the look at {@code next}. */
    double below(double bound, double next) {
        double step = Math.sqrt(next - t);
        double probability = 0;
        for (int i = 0; i < z.length; i++) {
            probability += mass[i] * Normal.cdf((bound * Math.sqrt(next) - at(i, next)) / step);
        }
        return probability;
    }

    /** Where point i is expected at {@code next}, as a Brownian motion. */
    private double at(int i, double next) {
        return z[i] * Math.sqrt(t) + drift * (next - t);
    }

    /** Goes on at the look at {@code next} where the statistic is between the bounds. */
    GroupSequentialRecursion on(double low, double high, double next, double after) {
        double mean = drift * Math.sqrt(next);
        double from = Math.max(low, mean - FAR);
        double to = Math.min(high, mean + FAR);
        if (from >= to) {
            return new GroupSequentialRecursion(drift, next, new double[] {mean}, new double[] {0});
        }
        double arriving = Math.sqrt((next - t) / next);
        double leaving = after > next ? Math.sqrt((after - next) / next) : 1;
        int panels = (int) Math.ceil((to - from) / Math.min(1.5, 2 * Math.min(arriving, leaving)));
        double half = (to - from) / panels / 2;
        var points = new double[panels * GaussLegendre.POINTS];
        var masses = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            int j = i % GaussLegendre.POINTS;
            points[i] = from + half * (2 * (i / GaussLegendre.POINTS) + 1 + GaussLegendre.X[j]);
            masses[i] = half * GaussLegendre.W[j] * density(points[i], next);
        }
        return new GroupSequentialRecursion(drift, next, points, masses);
    }

    private double density(double at, double next) {
        double step = Math.sqrt(next - t);
        double root = Math.sqrt(next);
        double density = 0;
        for (int i = 0; i < z.length; i++) {
            density += mass[i] * Normal.density((at * root - at(i, next)) / step);
        }
        return density * root / step;
    }
}
