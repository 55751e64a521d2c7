package dev.fairlead.evaluate;

import java.util.Arrays;
import java.util.List;

/**
 * A policy with its sorting done once.
 *
 * @param orders {@code orders[l]} are places in list l, best first
 * @param predictions of all lists; empty when the policy predicts no probability
 */
record RankedPolicy(PolicyScores policy, int[][] orders, Predictions predictions) {

    static RankedPolicy of(PolicyScores policy, List<JudgedList> lists, int[] users) {
        int[][] orders = Arrays.stream(policy.scores()).map(Order::descending).toArray(int[][]::new);
        return new RankedPolicy(policy, orders, Predictions.of(lists, users, policy.probabilities()));
    }

    float[] ranked(Slice.Part part) {
        int[] order = orders[part.index()];
        float[] ranked = new float[order.length];
        for (int i = 0; i < order.length; i++) ranked[i] = part.grades()[order[i]];
        return ranked;
    }
}
