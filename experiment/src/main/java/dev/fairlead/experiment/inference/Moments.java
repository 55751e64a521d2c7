package dev.fairlead.experiment.inference;

/**
 * Count, mean and variance of one metric: a fold over units, by Welford's recurrence (1962), whose parts merge by the
 * formula of Chan, Golub and LeVeque (1979). Both keep the variance exact when the mean is large beside it.
 */
public final class Moments {
    private long n;
    private double mean;
    private double squares;

    /** Those of no unit. */
    public Moments() {}

    /** Those of some values. */
    public static Moments of(double... values) {
        var moments = new Moments();
        for (double value : values) {
            moments.accept(value);
        }
        return moments;
    }

    /**
     * Those of units that were summed up elsewhere.
     *
     * @param n at least 1
     * @param variance of the sample, with divisor n − 1; at least 0, and 0 if n is 1
     */
    public static Moments summarized(long n, double mean, double variance) {
        Check.that(n >= 1, "a mean is of at least 1 unit, not " + n);
        Check.finite(mean, "the mean");
        Check.that(
                variance >= 0 && Double.isFinite(variance) && (n > 1 || variance == 0),
                "the variance of " + n + " units cannot be " + variance);
        return withSquares(n, mean, variance * (n - 1));
    }

    static Moments withSquares(long n, double mean, double squares) {
        var moments = new Moments();
        moments.n = n;
        moments.mean = mean;
        moments.squares = squares;
        return moments;
    }

    /** Adds one unit. */
    public void accept(double value) {
        Check.finite(value, "the value of a unit");
        n++;
        double delta = value - mean;
        mean += delta / n;
        squares += delta * (value - mean);
    }

    /** Adds the units of another; that one stays as it is. */
    public void merge(Moments other) {
        if (other.n == 0) {
            return;
        }
        double total = n + (double) other.n;
        double delta = other.mean - mean;
        squares += other.squares + delta * delta * n * (other.n / total);
        mean += delta * (other.n / total);
        n += other.n;
    }

    public long n() {
        return n;
    }

    public double mean() {
        Check.that(n > 0, "there is no unit, so there is no mean");
        return mean;
    }

    /** The variance of the sample, with divisor n − 1. */
    public double variance() {
        Check.that(n > 1, "a variance needs at least 2 units, and there are " + n);
        return squares / (n - 1);
    }

    /** The sum of squared distances from the mean. */
    double squares() {
        return squares;
    }

    /** The mean with its error, s²/n on n − 1 degrees of freedom. */
    public ArmEstimate estimate() {
        return new ArmEstimate(mean(), variance() / n, n - 1);
    }
}
