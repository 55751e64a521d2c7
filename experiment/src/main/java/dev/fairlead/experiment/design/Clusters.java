package dev.fairlead.experiment.design;

/**
 * Units that are assigned in groups.
 *
 * @param size mean units of a cluster, at least 1
 * @param correlation of units in a cluster (ICC), 0 to 1
 * @param variation of the sizes: their standard deviation over their mean, at least 0
 */
public record Clusters(double size, double correlation, double variation) {
    public Clusters {
        Check.that(size >= 1 && Double.isFinite(size), "clusters have at least 1 unit on average, not " + size);
        Check.that(
                correlation >= 0 && correlation <= 1,
                "the correlation within clusters is from 0 to 1, not " + correlation);
        Check.that(variation >= 0, "the variation of cluster sizes is at least 0, not " + variation);
    }

    /** Units that are assigned one by one. */
    public static Clusters none() {
        return new Clusters(1, 0, 0);
    }

    /** How many times the units are needed: 1 + ((cv² + 1) m − 1) ρ (Eldridge, Ashby and Kerry 2006). */
    public double designEffect() {
        return 1 + ((variation * variation + 1) * size - 1) * correlation;
    }
}
