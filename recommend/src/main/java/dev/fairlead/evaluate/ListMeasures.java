package dev.fairlead.evaluate;

import java.util.Arrays;

/** Measures of one ranked list. {@code ranked} holds grades in the order of the policy, best place first. */
final class ListMeasures {
    private static final double LN2 = Math.log(2);

    private ListMeasures() {}

    /** 1 / rank of the first relevant item; 0 when none is. */
    static double reciprocalRank(float[] ranked) {
        for (int i = 0; i < ranked.length; i++) if (ranked[i] > 0) return 1.0 / (i + 1);
        return 0;
    }

    /** Relevant items among the first k. */
    static int relevant(float[] ranked, int k) {
        int count = 0;
        for (int i = 0; i < Math.min(k, ranked.length); i++) if (ranked[i] > 0) count++;
        return count;
    }

    /**
     * Σ (2^grade − 1) / log2(rank + 1) over the first k (Järvelin and Kekäläinen 2002, with the exponential gain of Burges
     * et al. 2005).
     */
    static double dcg(float[] ranked, int k) {
        double sum = 0;
        for (int i = 0; i < Math.min(k, ranked.length); i++) {
            if (ranked[i] > 0) sum += (Math.pow(2, ranked[i]) - 1) * LN2 / Math.log(i + 2);
        }
        return sum;
    }

    /** The grades as the best policy would order them. */
    static float[] ideal(float[] grades) {
        float[] sorted = grades.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length / 2; i++) {
            float swapped = sorted[i];
            sorted[i] = sorted[sorted.length - 1 - i];
            sorted[sorted.length - 1 - i] = swapped;
        }
        return sorted;
    }

    /**
     * Probability that a random item with the outcome scores above a random one without, ties counting half (Mann and
     * Whitney 1947); NaN unless both kinds are among the items inside.
     */
    static double auc(int[] descending, double[] scores, boolean[] outcomes, boolean[] inside) {
        double wins = 0;
        long positives = 0;
        long negatives = 0;
        for (int from = 0, to; from < descending.length; from = to) {
            long with = 0;
            long without = 0;
            for (to = from; to < descending.length && scores[descending[to]] == scores[descending[from]]; to++) {
                if (!inside[descending[to]]) continue;
                if (outcomes[descending[to]]) with++;
                else without++;
            }
            wins += without * (positives + 0.5 * with);
            positives += with;
            negatives += without;
        }
        return wins / ((double) positives * negatives);
    }
}
