package dev.fairlead.experiment.inference;

import java.util.ArrayList;
import java.util.Arrays;

/**
 * Moments of clusters' totals and sizes: all that a mean per row needs for an error that holds when the rows of a cluster
 * depend on each other. A fold per arm, over rows sorted by cluster or over whole clusters. Its state is O(k²) for k values
 * per row, however many clusters there are; {@link ClusterTable} takes rows in any order and keeps O(clusters).
 *
 * <p>Totals are of distances from an origin, the first row's values, so that a large mean does not drown what varies.
 */
public final class ClusterMoments {
    private final ClusterOrder order = new ClusterOrder();
    private final double[] origin;
    private final double[] open;
    private CoMoments closed;

    /**
     * @param size how many values a row has, at least 1
     */
    public ClusterMoments(int size) {
        Check.that(size >= 1, "a row has at least 1 value, not " + size);
        origin = new double[size];
        open = new double[size + 1];
        closed = new CoMoments(size + 1);
    }

    ClusterMoments(double[] origin, double[] open, CoMoments closed) {
        this.origin = origin;
        this.open = open;
        this.closed = closed;
    }

    /**
     * Adds a row.
     *
     * @param cluster at least that of the row before
     */
    public void accept(long cluster, double... values) {
        check(values);
        if (order.begins(cluster)) {
            close();
        }
        originate(1, values);
        open[0]++;
        for (int i = 0; i < values.length; i++) {
            open[i + 1] += values[i] - origin[i];
        }
    }

    /**
     * Adds a whole cluster.
     *
     * @param rows how many rows it has, at least 1
     * @param totals the sums of their values
     */
    public void acceptCluster(long rows, double... totals) {
        Check.that(rows >= 1, "a cluster has at least 1 row, not " + rows);
        check(totals);
        originate(rows, totals);
        var entry = new double[open.length];
        entry[0] = rows;
        for (int i = 0; i < totals.length; i++) {
            entry[i + 1] = totals[i] - rows * origin[i];
        }
        closed.accept(entry);
    }

    private void check(double[] values) {
        Check.that(values.length == origin.length, "a row has " + origin.length + " values here, not " + values.length);
        Check.finite(values, "a row's value");
    }

    private void originate(long rows, double[] totals) {
        if (closed.n() == 0 && open[0] == 0) {
            Arrays.setAll(origin, i -> totals[i] / rows);
        }
    }

    private void close() {
        if (open[0] > 0) {
            closed.accept(open);
            Arrays.fill(open, 0);
        }
    }

    /** Adds the clusters of another part, which stays as it is. No cluster may be in both. */
    public void merge(ClusterMoments other) {
        Check.that(other.origin.length == origin.length, "rows of different numbers of values do not merge");
        order.merge(other.order);
        close();
        CoMoments theirs = other.all();
        if (closed.n() == 0) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
        }
        closed.merge(moved(theirs, Matrix.minus(other.origin, origin)));
    }

    /** Totals of distances from an origin that lies lower by a shift: S + n · shift. */
    private static CoMoments moved(CoMoments totals, double[] shift) {
        if (totals.n() == 0) {
            return totals;
        }
        var weights = new double[totals.size()][totals.size()];
        double[] at = totals.means().clone();
        for (int i = 0; i < at.length; i++) {
            weights[i][i] = 1;
            if (i > 0) {
                weights[i][0] = shift[i - 1];
                at[i] += shift[i - 1] * totals.mean(0);
            }
        }
        return totals.linear(weights, at);
    }

    /** The cluster that is still open is counted in. */
    private CoMoments all() {
        var copy = new ClusterMoments(origin, open.clone(), closed.copy());
        copy.close();
        return copy.closed;
    }

    /** How many clusters there are. */
    public long clusters() {
        return closed.n() + (open[0] > 0 ? 1 : 0);
    }

    /**
     * The means per row as if clusters were units, with the variance of ratios of totals to sizes: for
     * {@link Comparison} and {@link Cuped}.
     */
    public CoMoments linearized() {
        Check.that(clusters() > 0, "there is no cluster");
        var metrics = new ArrayList<Metric>();
        for (int i = 1; i < open.length; i++) {
            metrics.add(new Metric.Ratio(i, 0));
        }
        CoMoments linear = Metric.linearize(all(), metrics);
        Arrays.setAll(linear.means(), i -> linear.means()[i] + origin[i]);
        return linear;
    }
}
