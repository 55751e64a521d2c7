package dev.fairlead.experiment.inference;

/** How alike the units of a cluster are: a fold over units sorted by cluster or over whole clusters, of constant size. */
public final class IntraclassCorrelation {
    private final ClusterOrder order = new ClusterOrder();
    private final Moments all = new Moments();
    private Moments open = new Moments();
    private double within;
    private double squaredSizes;
    private long clusters;

    /**
     * Adds a unit.
     *
     * @param cluster at least that of the unit before
     */
    public void accept(long cluster, double value) {
        if (order.begins(cluster)) {
            close();
        }
        open.accept(value);
    }

    /** Adds a whole cluster. */
    public void acceptCluster(Moments cluster) {
        Check.that(cluster.n() > 0, "a cluster has at least one unit");
        all.merge(cluster);
        within += cluster.squares();
        squaredSizes += (double) cluster.n() * cluster.n();
        clusters++;
    }

    private void close() {
        if (open.n() > 0) {
            acceptCluster(open);
            open = new Moments();
        }
    }

    /** Adds the clusters of another part, which stays as it is. No cluster may be in both. */
    public void merge(IntraclassCorrelation other) {
        order.merge(other.order);
        close();
        all.merge(other.all);
        within += other.within;
        squaredSizes += other.squaredSizes;
        clusters += other.clusters;
        if (other.open.n() > 0) {
            acceptCluster(other.open);
        }
    }

    /**
     * The ANOVA estimator (MSB − MSW) / (MSB + (n₀ − 1) MSW), with n₀ the mean cluster size corrected for its variation
     * (Donner 1986); from below 0 by chance to 1.
     */
    public double anova() {
        var whole = new IntraclassCorrelation();
        whole.merge(this);
        return whole.closedAnova();
    }

    private double closedAnova() {
        double n = all.n();
        Check.that(clusters >= 2, "a correlation within clusters needs at least 2 clusters, and there are " + clusters);
        Check.that(n > clusters, "every cluster has one unit: nothing is within clusters");
        double msw = within / (n - clusters);
        double msb = (all.squares() - within) / (clusters - 1);
        double size = (n - squaredSizes / n) / (clusters - 1);
        Check.that(all.squares() > 0, "the metric does not vary");
        return (msb - msw) / (msb + (size - 1) * msw);
    }
}
