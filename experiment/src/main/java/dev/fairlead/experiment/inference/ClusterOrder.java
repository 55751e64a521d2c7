package dev.fairlead.experiment.inference;

/** Watches that rows come sorted by cluster, which a fold of constant size relies on. */
final class ClusterOrder {
    private boolean any;
    private long first;
    private long last;

    /** Whether a row begins another cluster than the row before. */
    boolean begins(long cluster) {
        Check.that(
                !any || cluster >= last,
                "cluster " + cluster + " comes after cluster " + last
                        + ": sort the rows by cluster, or use the fold that keeps a table of clusters");
        boolean begins = !any || cluster > last;
        first = any ? first : cluster;
        last = cluster;
        any = true;
        return begins;
    }

    /** Goes on after both parts. */
    void merge(ClusterOrder other) {
        if (!other.any) {
            return;
        }
        if (any) {
            Check.that(
                    last != other.last && first != other.first && last != other.first && first != other.last,
                    "cluster " + other.first + " or " + other.last
                            + " is in both parts: split rows so that a cluster's stay together");
        }
        first = any ? Math.min(first, other.first) : other.first;
        last = any ? Math.max(last, other.last) : other.last;
        any = true;
    }
}
