package dev.fairlead.experiment.offpolicy;

/**
 * Means and comoments of vectors of (numerator, denominator) pairs, updated one by one (Welford) and merged (Chan, Golub and
 * LeVeque 1979), from which sums of ratios of means have their standard errors by the delta method.
 */
final class RatioMoments {
    private final double[] mean;
    /** Σ (x − mean)(y − mean). */
    private final double[][] comoment;

    private long n;

    RatioMoments(int length) {
        mean = new double[length];
        comoment = new double[length][length];
    }

    void accept(double[] terms) {
        Check.that(
                terms.length == mean.length,
                "all slates of a log must have the same number of slots for this estimator, and one has " + terms.length
                        + " terms where others have " + mean.length);
        n++;
        var delta = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            delta[i] = terms[i] - mean[i];
            mean[i] += delta[i] / n;
        }
        add(delta, (n - 1.0) / n);
    }

    void merge(RatioMoments other) {
        Check.that(
                other.mean.length == mean.length,
                "logs whose slates differ in their number of slots cannot be evaluated together");
        if (other.n == 0) {
            return;
        }
        double share = (double) other.n / (n + other.n);
        var delta = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            delta[i] = other.mean[i] - mean[i];
            mean[i] += delta[i] * share;
            for (int j = 0; j < mean.length; j++) {
                comoment[i][j] += other.comoment[i][j];
            }
        }
        add(delta, n * share);
        n += other.n;
    }

    private void add(double[] delta, double factor) {
        for (int i = 0; i < delta.length; i++) {
            for (int j = 0; j < delta.length; j++) {
                comoment[i][j] += delta[i] * delta[j] * factor;
            }
        }
    }

    int length() {
        return mean.length;
    }

    long n() {
        return n;
    }

    /** Σ of the ratios of the pairs from one term up to another. */
    double value(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += mean[i] / mean[i + 1];
        }
        return sum;
    }

    /** √(gᵀ S g / n), where S is the covariance with divisor n − 1 and g the gradient of {@link #value}. */
    double standardError(int from, int to) {
        var gradient = new double[mean.length];
        for (int i = from; i < to; i += 2) {
            gradient[i] = 1 / mean[i + 1];
            gradient[i + 1] = -mean[i] / (mean[i + 1] * mean[i + 1]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            for (int j = from; j < to; j++) {
                sum += gradient[i] * gradient[j] * comoment[i][j];
            }
        }
        return Math.sqrt(Math.max(0, sum) / (n - 1) / n);
    }
}
