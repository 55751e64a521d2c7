package dev.fairlead.evaluate;

import java.util.Arrays;

/** A policy with its lists put in order once: {@code orders[l]} are places in list l, best first. */
record RankedPolicy(PolicyScores policy, int[][] orders) {

    static RankedPolicy of(PolicyScores policy) {
        return new RankedPolicy(
                policy, Arrays.stream(policy.scores()).map(Order::descending).toArray(int[][]::new));
    }

    float[] ranked(Slice.Part part) {
        int[] order = orders[part.index()];
        float[] ranked = new float[order.length];
        for (int i = 0; i < order.length; i++) ranked[i] = part.grades()[order[i]];
        return ranked;
    }
}
