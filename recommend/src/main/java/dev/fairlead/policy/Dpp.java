package dev.fairlead.policy;

/**
 * Greedy maximum a posteriori of a determinantal point process: the next one adds most to log det of the kernel
 * L = diag(q) S diag(q) of the chosen ones, by updates of a Cholesky factor (Chen, Zhang, Zhou 2018, algorithm 1). S is
 * likeness; q = exp(α × relevance) with α = (1 − weight) / (2 weight) (their equation 8 with θ = 1 − weight), relevance as in {@link Mmr}.
 */
final class Dpp implements Reranker {
    /** Added to the diagonal of S, so that two of a kind do not make every further gain −∞ (1 part in 1,000). */
    private static final double RIDGE = 1e-3;

    private final int[] order;
    private final double[] logQuality;
    private final Similarity likeness;
    private final double[] left; // squared length of what of a candidate the chosen ones do not span, without quality
    private final double[][] factors;
    private final boolean[] taken;
    private int chosen;

    /** @param most candidates that will be chosen at most */
    Dpp(int[] order, double[] utility, double weight, Similarity likeness, int most) {
        this.order = order;
        this.likeness = likeness;
        double alpha = (1 - weight) / (2 * weight);
        this.logQuality = Mmr.scaled(order, utility);
        this.left = new double[utility.length];
        for (int candidate : order) {
            logQuality[candidate] *= alpha;
            left[candidate] = 1 + RIDGE;
        }
        this.factors = new double[most][];
        this.taken = new boolean[utility.length];
    }

    @Override
    public int next(Allowed allowed) {
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int candidate : order) {
            double gain = 2 * logQuality[candidate] + Math.log(Math.max(left[candidate], Double.MIN_NORMAL));
            if (!taken[candidate] && gain > highest && allowed.test(candidate)) {
                highest = gain;
                best = candidate;
            }
        }
        return best;
    }

    @Override
    public void chosen(int candidate) {
        taken[candidate] = true;
        if (chosen == factors.length) {
            return;
        }
        double[] factor = new double[left.length];
        double length = Math.sqrt(Math.max(left[candidate], 1e-12));
        for (int other : order) {
            if (!taken[other]) {
                double known = 0;
                for (int k = 0; k < chosen; k++) {
                    known += factors[k][candidate] * factors[k][other];
                }
                factor[other] = (likeness.of(candidate, other) - known) / length;
                left[other] -= factor[other] * factor[other];
            }
        }
        factor[candidate] = length;
        factors[chosen++] = factor;
    }
}
