package dev.fairlead.experiment.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Least squares with the errors CR0, CR1 and CR1S, such as an analysis of covariance, from rows sorted by cluster: a fold
 * whose state is O(k⁴) for k columns, however many rows and clusters there are. A cluster's score is linear in its
 * cross-products, so that the products of clusters' cross-products give the sum of squared scores for whatever coefficients
 * come out in the end. An intercept is always in.
 */
public final class StreamedRegression {
    private final ClusterOrder order = new ClusterOrder();
    private final List<String> names;
    private final double[] origin;
    private final double[] open;
    private final double[] sum;
    private final double[][] squares;
    private long clusters;

    /**
     * @param names of the explanatory columns, without the intercept; few
     */
    public StreamedRegression(List<String> names) {
        this.names = List.copyOf(names);
        int length = CrossProducts.length(names.size());
        origin = new double[names.size() + 1];
        open = new double[length];
        sum = new double[length];
        squares = new double[length][length];
    }

    /**
     * Adds a row.
     *
     * @param cluster at least that of the row before
     * @param y the metric
     * @param x a value per column
     */
    public void accept(long cluster, double y, double... x) {
        double[] row = NormalEquations.row(names, y, x);
        if (order.begins(cluster)) {
            close();
        }
        if (clusters == 0 && open[0] == 0) {
            System.arraycopy(row, 0, origin, 0, row.length);
        }
        CrossProducts.add(open, 0, row, origin);
    }

    private void close() {
        if (open[0] > 0) {
            add(open);
            Matrix.addOuter(squares, 1, open, open);
            Arrays.fill(open, 0);
            clusters++;
        }
    }

    private void add(double[] products) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += products[i];
        }
    }

    /** Adds the clusters of another part, which stays as it is. No cluster may be in both. */
    public void merge(StreamedRegression other) {
        Check.that(other.names.equals(names), "regressions on " + names + " and on " + other.names + " do not merge");
        order.merge(other.order);
        close();
        if (clusters == 0) {
            System.arraycopy(other.origin, 0, origin, 0, origin.length);
        }
        double[] shift = Matrix.minus(other.origin, origin);
        add(CrossProducts.moved(other.sum, shift));
        double[][] moved = moved(other.squares, shift);
        for (int i = 0; i < moved.length; i++) {
            for (int j = 0; j < moved.length; j++) {
                squares[i][j] += moved[i][j];
            }
        }
        clusters += other.clusters;
        System.arraycopy(CrossProducts.moved(other.open, shift), 0, open, 0, open.length);
        close();
    }

    /** Products of moved cross-products: the move is linear, and is made from both sides. */
    private static double[][] moved(double[][] squares, double[] shift) {
        var half = new double[squares.length][];
        Arrays.setAll(half, i -> CrossProducts.moved(squares[i], shift));
        double[][] turned = Matrix.transpose(half);
        Arrays.setAll(half, i -> CrossProducts.moved(turned[i], shift));
        return half;
    }

    /** The coefficients of the columns, without {@link ClusterCorrection#CR2}. */
    public ClusterRobust fit() {
        var whole = new StreamedRegression(names);
        whole.merge(this);
        return whole.closedFit();
    }

    private ClusterRobust closedFit() {
        Check.that(clusters > 0, "there is no row");
        NormalEquations fit = NormalEquations.of(sum, names);
        double[][] half = new double[sum.length][];
        double[][] centred = moved(squares, fit.centring());
        Arrays.setAll(half, i -> CrossProducts.score(centred[i], fit.coefficients()));
        double[][] turned = Matrix.transpose(half);
        double[][] meat = new double[turned.length][];
        Arrays.setAll(meat, i -> CrossProducts.score(turned[i], fit.coefficients()));
        return new ClusterRobust(
                names, fit.coefficients(), fit.bread(), meat, (long) sum[0], clusters, Optional.empty());
    }
}
