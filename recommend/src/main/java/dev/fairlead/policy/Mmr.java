package dev.fairlead.policy;

/**
 * Maximal marginal relevance: the next one maximises (1 − weight) × relevance − weight × likeness to the most alike one chosen
 * (Carbonell, Goldstein 1998, equation 1). Relevance is the candidate's utility, scaled to 0 … 1 among {@code order}.
 */
final class Mmr implements Reranker {
    private final int[] order;
    private final double[] relevance;
    private final double weight;
    private final Similarity likeness;
    private final double[] closest;
    private final boolean[] taken;

    Mmr(int[] order, double[] utility, double weight, Similarity likeness) {
        this.order = order;
        this.weight = weight;
        this.likeness = likeness;
        this.relevance = scaled(order, utility);
        this.closest = new double[utility.length];
        this.taken = new boolean[utility.length];
    }

    /** By candidate, 0 to 1; candidates outside {@code order} have 0. */
    static double[] scaled(int[] order, double[] utility) {
        double[] scaled = new double[utility.length];
        double high = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        for (int candidate : order) {
            if (utility[candidate] > Double.NEGATIVE_INFINITY) {
                high = Math.max(high, utility[candidate]);
                low = Math.min(low, utility[candidate]);
            }
        }
        for (int candidate : order) {
            if (utility[candidate] > Double.NEGATIVE_INFINITY) {
                scaled[candidate] = high > low ? (utility[candidate] - low) / (high - low) : 1;
            }
        }
        return scaled;
    }

    @Override
    public int next(Allowed allowed) {
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int candidate : order) {
            double gain = (1 - weight) * relevance[candidate] - weight * closest[candidate];
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
        for (int other : order) {
            if (!taken[other]) {
                closest[other] = Math.max(closest[other], likeness.of(candidate, other));
            }
        }
    }
}
