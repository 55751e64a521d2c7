package dev.fairlead.experiment.design;

/**
 * A cluster that was assigned as a whole, such as a city.
 *
 * @param treated whether to treatment
 * @param rows how many it has, at least 1
 * @param sum of their values
 */
public record ClusterTotal(boolean treated, long rows, double sum) {
    public ClusterTotal {
        Check.that(rows >= 1, "a cluster has at least 1 row, not " + rows);
        Check.finite(sum);
    }
}
