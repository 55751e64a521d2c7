package dev.fairlead.experiment.inference;

import java.util.Arrays;

/**
 * Means and covariances of a few values per unit, such as metric, denominator and covariates: a fold like
 * {@link Moments}, whose state is the count, k means and k(k+1)/2 cross-products.
 */
public final class CoMoments {
    private final double[] means;
    private final double[][] cross;
    private long n;

    /**
     * Those of no unit.
     *
     * @param size how many values a unit has, at least 1
     */
    public CoMoments(int size) {
        Check.that(size >= 1, "a unit has at least 1 value, not " + size);
        means = new double[size];
        cross = new double[size][size];
    }

    /**
     * Those of units that were summed up elsewhere.
     *
     * @param n at least 2
     * @param covariance of the sample, with divisor n − 1; symmetric, one row per value
     */
    public static CoMoments summarized(long n, double[] means, double[][] covariance) {
        Check.that(n >= 2, "covariances need at least 2 units, and there are " + n);
        Check.finite(means, "the mean of value");
        var result = new CoMoments(means.length);
        Check.that(covariance.length == means.length, means.length + " means need as many rows of covariances");
        result.n = n;
        System.arraycopy(means, 0, result.means, 0, means.length);
        for (int i = 0; i < means.length; i++) {
            Check.that(
                    covariance[i].length == means.length, "row " + i + " of covariances is not as long as the means");
            Check.finite(covariance[i], "a covariance of value");
            for (int j = 0; j < means.length; j++) {
                Check.that(covariance[i][j] == covariance[j][i], "covariances must be symmetric at " + i + ", " + j);
                result.cross[i][j] = covariance[i][j] * (n - 1);
            }
        }
        return result;
    }

    /** Adds one unit. */
    public void accept(double... values) {
        if (values.length != means.length) {
            throw new IllegalArgumentException("a unit has " + means.length + " values here, not " + values.length);
        }
        Check.finite(values, "a unit's value");
        n++;
        double share = (n - 1.0) / n;
        for (int i = 0; i < values.length; i++) {
            double delta = share * (values[i] - means[i]);
            for (int j = 0; j <= i; j++) {
                cross[i][j] += delta * (values[j] - means[j]);
                cross[j][i] = cross[i][j];
            }
        }
        for (int i = 0; i < values.length; i++) {
            means[i] += (values[i] - means[i]) / n;
        }
    }

    /** Adds the units of another; that one stays as it is. */
    public void merge(CoMoments other) {
        Check.that(other.size() == size(), "units of " + size() + " and of " + other.size() + " values do not merge");
        if (other.n == 0) {
            return;
        }
        double share = other.n / (n + (double) other.n);
        double[] delta = Matrix.minus(other.means, means);
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < size(); j++) {
                cross[i][j] += other.cross[i][j] + delta[i] * delta[j] * n * share;
            }
        }
        for (int i = 0; i < size(); i++) {
            means[i] += delta[i] * share;
        }
        n += other.n;
    }

    /** One that goes its own way from here. */
    public CoMoments copy() {
        var copy = new CoMoments(size());
        copy.merge(this);
        return copy;
    }

    public long n() {
        return n;
    }

    /** How many values a unit has. */
    public int size() {
        return means.length;
    }

    public double mean(int value) {
        Check.that(n > 0, "there is no unit, so there is no mean");
        return means[value];
    }

    /** The covariance of two values, with divisor n − 1. */
    public double covariance(int one, int other) {
        Check.that(n > 1, "a covariance needs at least 2 units, and there are " + n);
        return cross[one][other] / (n - 1);
    }

    /** The share of the first value's variance that is a linear function of the others, 0 to 1. */
    public double explained() {
        Check.that(size() >= 2 && cross[0][0] > 0, "there is no variance to explain, or nothing to explain it by");
        double[] covariances = Arrays.copyOfRange(cross[0], 1, size());
        double[] slopes = Cholesky.of(Matrix.block(cross, 1, size()), j -> "covariate " + (j + 1))
                .solve(covariances);
        return Math.min(1, Matrix.dot(slopes, covariances) / cross[0][0]);
    }

    /** Those of one value alone. */
    public Moments moments(int value) {
        return Moments.withSquares(n, mean(value), cross[value][value]);
    }

    /** The sums of products of distances from the means. */
    double[][] cross() {
        return cross;
    }

    double[] means() {
        return means;
    }

    /**
     * Those of linear functions of the values.
     *
     * @param weights a row of weights per function
     * @param at the functions' means
     */
    public CoMoments linear(double[][] weights, double[] at) {
        var result = new CoMoments(at.length);
        result.n = n;
        System.arraycopy(at, 0, result.means, 0, at.length);
        double[][] product = Matrix.multiply(Matrix.multiply(weights, cross), Matrix.transpose(weights));
        for (int i = 0; i < at.length; i++) {
            product[i][i] = Matrix.squares(cross, weights[i]);
            result.cross[i] = product[i];
        }
        return result;
    }
}
