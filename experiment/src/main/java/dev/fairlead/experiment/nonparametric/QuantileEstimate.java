package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.StudentT;

/**
 * A quantile of rows in clusters.
 *
 * @param value the sample's
 * @param interval open where there are too few rows to bound the quantile
 * @param halfWidths how many standard errors the interval reaches to either side
 */
public record QuantileEstimate(double value, Interval interval, double halfWidths) {
    /**
     * Finds the standard error of the share of rows up to the quantile, and reads the quantiles of the shares that are not
     * excluded (Woodruff 1952; Liu, Sun, Varshney and Xu 2019, <i>Large-scale online experimentation with quantile
     * metrics</i>). The share's error is taken for Student's t with one degree of freedom less than clusters, and never for less
     * than that of independent rows: beyond a far quantile there may be too few rows to show how clusters vary.
     *
     * @param p of the quantile, such as 0.95
     */
    public static QuantileEstimate of(ClusteredSample sample, double p, double confidence) {
        Check.quantile(p);
        Check.confidence(confidence);
        double value = sample.quantile(p);
        double error = Math.max(sample.shareError(value), Math.sqrt(p * (1 - p) / sample.rows()));
        double t = new StudentT(sample.clusters() - 1.0).quantile((1 + confidence) / 2);
        double low = p - t * error;
        double high = p + t * error;
        return new QuantileEstimate(
                value,
                new Interval(
                        low <= 0 ? Double.NEGATIVE_INFINITY : sample.quantile(low),
                        high > 1 ? Double.POSITIVE_INFINITY : sample.quantile(high)),
                t);
    }

    /** Half the interval's width, as a standard error. */
    double standardError() {
        return (interval.high() - interval.low()) / (2 * halfWidths);
    }
}
