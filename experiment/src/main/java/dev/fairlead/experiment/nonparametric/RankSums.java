package dev.fairlead.experiment.nonparametric;

/**
 * The distribution of Mann and Whitney's U when the arms do not differ and no values are tied: how many of the ways to draw
 * one arm from all values have each U.
 */
final class RankSums {
    private final double[] cumulative;

    RankSums(int control, int treatment) {
        double[] ways = ways(control, treatment);
        double all = 0;
        for (double way : ways) {
            all += way;
        }
        cumulative = new double[ways.length];
        double sum = 0;
        for (int u = 0; u < ways.length; u++) {
            sum += ways[u];
            cumulative[u] = sum / all;
        }
    }

    /** By drawing ranks one after the other: a rank taken as the j-th has rank − j values of the other arm below it. */
    private static double[] ways(int control, int treatment) {
        var ways = new double[treatment + 1][control * treatment + 1];
        ways[0][0] = 1;
        for (int rank = 1; rank <= control + treatment; rank++) {
            for (int j = Math.min(rank, treatment); j >= Math.max(1, rank - control); j--) {
                int below = rank - j;
                for (int u = ways[j].length - 1; u >= below; u--) {
                    ways[j][u] += ways[j - 1][u - below];
                }
            }
        }
        return ways[treatment];
    }

    /** P(U ≤ u). */
    double cdf(int u) {
        return u < 0 ? 0 : cumulative[Math.min(u, cumulative.length - 1)];
    }

    /** Twice the smaller tail, at most 1; tails are alike. */
    double twoSided(int u) {
        return Math.min(1, 2 * Math.min(cdf(u), cdf(cumulative.length - 1 - u)));
    }

    /** The rank, from the outside, of the difference at which an interval with such tails ends: the first u with P(U ≤ u) above. */
    int rank(double tail) {
        int u = 0;
        while (cumulative[u] <= tail) {
            u++;
        }
        return u;
    }
}
