package dev.fairlead.evaluate;

import java.util.List;

/**
 * The scores of one policy for every judged list. Arrays are not copied: do not change them afterwards.
 *
 * @param policy its name in tables, such as {@code model} or {@code shown-order}
 * @param scores {@code scores[l][i]} orders list l, higher first; ties keep the shown order
 * @param probabilities {@code probabilities[l][i]} is the predicted probability of the outcome, in [0, 1]; an array of
 *     length 0 when the policy predicts none
 */
public record PolicyScores(String policy, double[][] scores, double[][] probabilities) {

    /** A policy that orders but predicts no probability. */
    public static PolicyScores ordering(String policy, double[][] scores) {
        return new PolicyScores(policy, scores, new double[0][]);
    }

    public boolean hasProbabilities() {
        return probabilities.length > 0;
    }

    void requireFits(List<JudgedList> lists) {
        requireShape("scores", scores, lists);
        if (hasProbabilities()) requireShape("probabilities", probabilities, lists);
        for (int l = 0; l < lists.size(); l++) {
            for (int i = 0; i < scores[l].length; i++) {
                if (Double.isNaN(scores[l][i])) throw wrong("score is NaN", lists.get(l), i);
                if (hasProbabilities() && !(probabilities[l][i] >= 0 && probabilities[l][i] <= 1)) {
                    throw wrong("probability " + probabilities[l][i] + " is outside [0, 1]", lists.get(l), i);
                }
            }
        }
    }

    private void requireShape(String field, double[][] rows, List<JudgedList> lists) {
        if (rows.length != lists.size()) {
            throw new IllegalArgumentException(
                    "policy " + policy + ": " + rows.length + " rows of " + field + " for " + lists.size() + " lists");
        }
        for (int l = 0; l < rows.length; l++) {
            if (rows[l].length != lists.get(l).size()) {
                throw new IllegalArgumentException(
                        "policy " + policy + ", list " + lists.get(l).request() + ": " + rows[l].length + " " + field
                                + " for " + lists.get(l).size() + " items");
            }
        }
    }

    private IllegalArgumentException wrong(String what, JudgedList list, int item) {
        return new IllegalArgumentException("policy " + policy + ", list " + list.request() + ", item "
                + list.items().get(item) + ": " + what);
    }
}
