package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;
import java.util.List;

/** A sample with all its values. */
public final class ExactSample implements ClusteredSample {
    private final List<double[]> clusters;
    private final double[] sorted;

    /** @param clusters with at least one row each */
    public ExactSample(List<double[]> clusters) {
        Check.that(!clusters.isEmpty(), "the sample has no rows");
        clusters.forEach(cluster -> Check.finite(cluster, "a cluster"));
        this.clusters = clusters.stream().map(double[]::clone).toList();
        sorted = clusters.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    }

    /** Rows that are independent. */
    public static ExactSample ofRows(double... values) {
        return new ExactSample(
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toList());
    }

    @Override
    public long rows() {
        return sorted.length;
    }

    @Override
    public long clusters() {
        return clusters.size();
    }

    @Override
    public double quantile(double share) {
        return OrderStatistics.quantile(sorted, share);
    }

    @Override
    public double shareError(double value) {
        double share = upTo(sorted, value) / (double) sorted.length;
        double squares = 0;
        for (double[] cluster : clusters) {
            double residual = upTo(cluster, value) - share * cluster.length;
            squares += residual * residual;
        }
        return ClusteredSample.shareError(squares, clusters.size(), sorted.length);
    }

    private static int upTo(double[] rows, double value) {
        int count = 0;
        for (double row : rows) {
            count += row <= value ? 1 : 0;
        }
        return count;
    }
}
