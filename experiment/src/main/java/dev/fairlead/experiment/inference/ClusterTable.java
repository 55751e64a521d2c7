package dev.fairlead.experiment.inference;

import java.util.Arrays;

/**
 * Clusters' totals and sizes from rows in any order: a fold per arm. It keeps 8 (2 + k) bytes per slot for k values, about
 * two slots per cluster.
 */
public final class ClusterTable {
    private final Totals totals;
    private final double[] origin;

    /**
     * @param size how many values a row has, at least 1
     */
    public ClusterTable(int size) {
        Check.that(size >= 1, "a row has at least 1 value, not " + size);
        totals = new Totals(size + 1);
        origin = new double[size];
    }

    /** Adds a row. */
    public void accept(long cluster, double... values) {
        if (values.length != origin.length) {
            throw new IllegalArgumentException("a row has " + origin.length + " values here, not " + values.length);
        }
        Check.finite(values, "a row's value");
        if (totals.clusters() == 0) {
            System.arraycopy(values, 0, origin, 0, values.length);
        }
        int at = totals.slot(cluster);
        totals.values()[at]++;
        for (int i = 0; i < values.length; i++) {
            totals.values()[at + 1 + i] += values[i] - origin[i];
        }
    }

    /** Adds the rows of another, which stays as it is. Clusters may be in both. */
    public void merge(ClusterTable other) {
        Check.that(other.origin.length == origin.length, "rows of different numbers of values do not merge");
        if (totals.clusters() == 0) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
        }
        double[] shift = Matrix.minus(other.origin, origin);
        double[] theirs = other.totals.values();
        other.totals.forEach(from -> {
            int at = totals.slot(other.totals.id(from));
            totals.values()[at] += theirs[from];
            for (int i = 0; i < shift.length; i++) {
                totals.values()[at + 1 + i] += theirs[from + 1 + i] + shift[i] * theirs[from];
            }
        });
    }

    /** How many clusters there are. */
    public long clusters() {
        return totals.clusters();
    }

    /** Rows of each cluster. */
    public Moments sizes() {
        var sizes = new Moments();
        totals.forEach(at -> sizes.accept(totals.values()[at]));
        return sizes;
    }

    /** What the analyses read. */
    public ClusterMoments moments() {
        var closed = new CoMoments(origin.length + 1);
        int width = origin.length + 1;
        totals.forEach(at -> closed.accept(Arrays.copyOfRange(totals.values(), at, at + width)));
        return new ClusterMoments(origin.clone(), new double[width], closed);
    }
}
