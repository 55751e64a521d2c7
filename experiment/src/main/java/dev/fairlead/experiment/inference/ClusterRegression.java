package dev.fairlead.experiment.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares with cluster-robust errors of every kind, from rows in any order and without keeping them: a fold that keeps
 * each cluster's cross-products, 4 (k + 2)(k + 3) bytes per slot for k columns, about two slots per cluster. An intercept is
 * always in. See {@link StreamedRegression} for one of constant size.
 */
public final class ClusterRegression {
    private final List<String> names;
    private final double[] origin;
    private final Totals totals;

    /**
     * @param names of the explanatory columns, without the intercept
     */
    public ClusterRegression(List<String> names) {
        this.names = List.copyOf(names);
        origin = new double[names.size() + 1];
        totals = new Totals(CrossProducts.length(names.size()));
    }

    /**
     * Adds a row.
     *
     * @param y the metric
     * @param x a value per column
     */
    public void accept(long cluster, double y, double... x) {
        double[] row = NormalEquations.row(names, y, x);
        if (totals.clusters() == 0) {
            System.arraycopy(row, 0, origin, 0, row.length);
        }
        int at = totals.slot(cluster);
        CrossProducts.add(totals.values(), at, row, origin);
    }

    /** Adds the rows of another, which stays as it is. Clusters may be in both. */
    public void merge(ClusterRegression other) {
        Check.that(other.names.equals(names), "regressions on " + names + " and on " + other.names + " do not merge");
        if (totals.clusters() == 0) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
        }
        double[] shift = Matrix.minus(other.origin, origin);
        other.totals.forEach(from -> {
            double[] moved = CrossProducts.moved(other.products(from), shift);
            int at = totals.slot(other.totals.id(from));
            for (int i = 0; i < moved.length; i++) {
                totals.values()[at + i] += moved[i];
            }
        });
    }

    private double[] products(int at) {
        return Arrays.copyOfRange(totals.values(), at, at + CrossProducts.length(names.size()));
    }

    /** The coefficients of the columns. */
    public ClusterRobust fit() {
        Check.that(totals.clusters() > 0, "there is no row");
        var sum = new double[CrossProducts.length(names.size())];
        totals.forEach(at -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += totals.values()[at + i];
            }
        });
        NormalEquations fit = NormalEquations.of(sum, names);
        var clusters = new ArrayList<BellMcCaffrey.Cluster>();
        totals.forEach(at -> {
            double[] centred = CrossProducts.moved(products(at), fit.centring());
            clusters.add(new BellMcCaffrey.Cluster(
                    CrossProducts.gram(centred, names.size()), CrossProducts.score(centred, fit.coefficients())));
        });
        return ClusterRobust.of(names, fit.coefficients(), fit.bread(), (long) sum[0], clusters);
    }
}
