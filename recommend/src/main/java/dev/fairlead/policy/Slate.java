package dev.fairlead.policy;

import java.util.Set;

/**
 * What is shown. Arrays are parallel, one element a position, the first is position 1.
 *
 * @param candidates index into the pool
 * @param propensities probability in (0, 1] with which this policy shows this candidate at this position
 * @param rules which rule put it there: "rank", "pin", "new-seller", "thompson", "explore" or, for a whole slate drawn at random, "random"
 * @param exposureCost what the share of new sellers cost this slate: value without it less value with it, each position's value times
 *     the share of users that notice it
 * @param relaxed rules that gave way because the slate would not have filled: "repeats", "caps"
 */
public record Slate(int[] candidates, double[] propensities, String[] rules, double exposureCost, Set<String> relaxed) {

    public int size() {
        return candidates.length;
    }
}
