package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Interval;
import java.util.Arrays;

/**
 * A sample in buckets whose bounds grow by a constant factor, so that quantiles have a bounded relative error (as in DDSketch,
 * Masson, Rim and Lee 2019). Beside the rows of a bucket it keeps how sums over clusters change there: with k rows of a
 * cluster up to the bucket, and n in all, Σ k² and Σ k n. So errors by cluster can be read at every quantile, and the state
 * grows with neither rows nor clusters. It merges exactly, in any order.
 */
public final class QuantileSketch implements ClusteredSample {
    private final double least;
    private final double growth;
    private final long[] rows;
    private final long[] squares;
    private final long[] products;
    private long clusters;
    private long sizes;

    /**
     * @param relativeError of a quantile, above 0 and below 0.5, such as 0.005
     * @param least above 0: smaller values count as this one
     * @param most above least: larger values are known only to be larger, and a quantile among them is infinite
     */
    public QuantileSketch(double relativeError, double least, double most) {
        Check.that(
                relativeError > 0 && relativeError < 0.5,
                "the relative error is above 0 and below 0.5, such as 0.005; this one is " + relativeError);
        Check.that(
                least > 0 && most > least && Double.isFinite(most),
                "values lie between two positive bounds, not between " + least + " and " + most);
        this.least = least;
        growth = Math.log((1 + relativeError) / (1 - relativeError));
        double buckets = Math.ceil(Math.log(most / least) / growth) + 2;
        Check.that(buckets <= 1_000_000, "so small an error over so wide a range would take " + buckets + " buckets");
        rows = new long[(int) buckets];
        squares = new long[rows.length];
        products = new long[rows.length];
    }

    /** All rows of one cluster, or one row that stands for itself. Values are at least 0. */
    public void add(double... cluster) {
        Check.finite(cluster, "a cluster");
        int[] buckets = Arrays.stream(cluster).mapToInt(this::bucket).sorted().toArray();
        long n = buckets.length;
        for (int k = 0; k < n; k++) {
            rows[buckets[k]]++;
            squares[buckets[k]] += 2L * k + 1;
            products[buckets[k]] += n;
        }
        clusters++;
        sizes += n * n;
    }

    private int bucket(double value) {
        Check.that(value >= 0, "the sketch holds values of at least 0, not " + value);
        return value <= least ? 0 : (int) Math.min(rows.length - 1, Math.ceil(Math.log(value / least) / growth));
    }

    /** Other clusters. */
    public void merge(QuantileSketch other) {
        Check.that(
                least == other.least && growth == other.growth && rows.length == other.rows.length,
                "sketches of different errors or ranges cannot be merged");
        for (int i = 0; i < rows.length; i++) {
            rows[i] += other.rows[i];
            squares[i] += other.squares[i];
            products[i] += other.products[i];
        }
        clusters += other.clusters;
        sizes += other.sizes;
    }

    @Override
    public long rows() {
        return Arrays.stream(rows).sum();
    }

    @Override
    public long clusters() {
        return clusters;
    }

    @Override
    public double quantile(double share) {
        Interval bucket = around(share);
        return bucket.low() == 0 || Double.isInfinite(bucket.high())
                ? bucket.high()
                : 2 * bucket.low() * bucket.high() / (bucket.low() + bucket.high());
    }

    @Override
    public Interval around(double share) {
        long all = rows();
        Check.that(all > 0, "the sample has no rows");
        long rank = Math.clamp((long) Math.ceil(share * all - 1e-9), 1, all);
        int bucket = 0;
        for (long upTo = rows[0]; upTo < rank; upTo += rows[bucket]) {
            bucket++;
        }
        double low = bucket == 0 ? 0 : least * Math.exp((bucket - 1) * growth);
        double high = bucket == rows.length - 1 ? Double.POSITIVE_INFINITY : least * Math.exp(bucket * growth);
        return new Interval(low, high);
    }

    /** Of the share up to the end of the value's bucket: Σ (k − F n)² = Σ k² − 2 F Σ k n + F² Σ n². */
    @Override
    public double shareError(double value) {
        int bucket = bucket(value);
        double all = rows();
        double share = sum(rows, bucket) / all;
        double sum = sum(squares, bucket) - 2 * share * sum(products, bucket) + share * share * sizes;
        return ClusteredSample.shareError(sum, clusters, all);
    }

    private static double sum(long[] changes, int bucket) {
        return Arrays.stream(changes, 0, bucket + 1).sum();
    }
}
