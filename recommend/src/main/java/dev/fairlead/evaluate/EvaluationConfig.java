package dev.fairlead.evaluate;

import java.util.List;

/**
 * What an evaluation computes.
 *
 * @param cutoffs the K of {@code ndcg@K}, {@code recall@K}, {@code coverage@K}, {@code seller-coverage@K}; each 1 or more
 * @param valueCutoff the K of {@code gmv@K/1000}; 1 or more
 * @param replicates bootstrap replicates; 2 or more
 * @param seed of the bootstrap; the same seed gives the same intervals
 * @param baseline policy that gains are measured against; empty text for none
 */
public record EvaluationConfig(List<Integer> cutoffs, int valueCutoff, int replicates, long seed, String baseline) {

    public EvaluationConfig {
        cutoffs = List.copyOf(cutoffs);
        for (int cutoff : cutoffs) requireAtLeast("cutoff", cutoff, 1);
        requireAtLeast("valueCutoff", valueCutoff, 1);
        requireAtLeast("replicates", replicates, 2);
    }

    /** Cut-offs 5, 10, 20 and 50, value captured in the top 10, 1,000 replicates. */
    public static EvaluationConfig against(String baseline) {
        return new EvaluationConfig(List.of(5, 10, 20, 50), 10, 1_000, 1L, baseline);
    }

    public EvaluationConfig withCutoffs(Integer... changed) {
        return new EvaluationConfig(List.of(changed), valueCutoff, replicates, seed, baseline);
    }

    public EvaluationConfig withReplicates(int changed) {
        return new EvaluationConfig(cutoffs, valueCutoff, changed, seed, baseline);
    }

    public EvaluationConfig withSeed(long changed) {
        return new EvaluationConfig(cutoffs, valueCutoff, replicates, changed, baseline);
    }

    private static void requireAtLeast(String name, int value, int least) {
        if (value < least)
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + least + " or more");
    }
}
