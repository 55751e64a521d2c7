package dev.fairlead.experiment.design;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The wild cluster bootstrap with the hypothesis imposed (Cameron, Gelbach and Miller 2008) of a difference of means per row:
 * clusters' distances from the common mean change signs at random, and the t statistic is compared with those that result. All
 * sign changes are tried where they are few; otherwise Webb's (2023) six weights are drawn.
 *
 * @param p two-sided
 * @param draws how many statistics it was compared with
 * @param exact whether these are all sign changes
 */
public record WildBootstrap(double p, long draws, boolean exact) {
    private static final int MOST_EXACT = 12;
    private static final double[] WEBB = {-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)};
    /** Statistics this much smaller count as equal: sums depend on their order. */
    private static final double ROUNDING = 1e-10;

    /**
     * @param clusters of both arms
     * @param draws at least 99, where not all sign changes are tried
     */
    public static WildBootstrap of(List<ClusterTotal> clusters, RandomGenerator random, int draws) {
        Check.that(draws >= 99, "a bootstrap has at least 99 draws, not " + draws);
        int n = clusters.size();
        double rows = clusters.stream().mapToDouble(ClusterTotal::rows).sum();
        double mean = clusters.stream().mapToDouble(ClusterTotal::sum).sum() / rows;
        double[] observed = clusters.stream().mapToDouble(ClusterTotal::sum).toArray();
        double least = Math.abs(statistic(clusters, observed)) * (1 - ROUNDING);
        var scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = clusters.get(i).sum() - mean * clusters.get(i).rows();
        }
        boolean exact = n <= MOST_EXACT;
        long all = exact ? 1L << n : draws;
        long asLarge = 0;
        var drawn = new double[n];
        for (long draw = 0; draw < all; draw++) {
            for (int i = 0; i < n; i++) {
                double weight = exact ? (draw >>> i & 1) == 1 ? 1 : -1 : WEBB[random.nextInt(WEBB.length)];
                drawn[i] = mean * clusters.get(i).rows() + weight * scores[i];
            }
            asLarge += Math.abs(statistic(clusters, drawn)) >= least ? 1 : 0;
        }
        return new WildBootstrap(exact ? asLarge / (double) all : (1.0 + asLarge) / (1.0 + draws), all, exact);
    }

    /** The difference of means over its cluster-robust error, without correction, which would cancel out. */
    private static double statistic(List<ClusterTotal> clusters, double[] sums) {
        var rows = new double[2];
        var totals = new double[2];
        for (int i = 0; i < sums.length; i++) {
            int arm = clusters.get(i).treated() ? 1 : 0;
            rows[arm] += clusters.get(i).rows();
            totals[arm] += sums[i];
        }
        double variance = 0;
        for (int i = 0; i < sums.length; i++) {
            int arm = clusters.get(i).treated() ? 1 : 0;
            double score = (sums[i] - totals[arm] / rows[arm] * clusters.get(i).rows()) / rows[arm];
            variance += score * score;
        }
        double difference = totals[1] / rows[1] - totals[0] / rows[0];
        return difference == 0 ? 0 : difference / Math.sqrt(variance);
    }
}
