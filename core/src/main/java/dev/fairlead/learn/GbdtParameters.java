package dev.fairlead.learn;

import java.util.List;

/**
 * How trees are grown.
 *
 * @param objective what is optimised
 * @param trees most trees; fewer when the validation metric stops rising for {@code patience} trees
 * @param leaves most leaves of a tree
 * @param learningRate shrinkage of each tree, (0, 1]
 * @param minLeafRows fewest rows in a leaf
 * @param featureFraction share of the features each tree may use, (0, 1]
 * @param rowFraction share of the rows each tree sees, (0, 1]
 * @param lambda L2 penalty on leaf values
 * @param extraTrees whether each split tries one random threshold per feature (Geurts et al. 2006): a strong regulariser
 * @param categorical columns whose values are codes without order
 * @param seed same seed and data, same model bytes
 */
public record GbdtParameters(
        Objective objective,
        int trees,
        int patience,
        int leaves,
        double learningRate,
        int minLeafRows,
        double featureFraction,
        double rowFraction,
        double lambda,
        boolean extraTrees,
        List<Integer> categorical,
        long seed) {

    /** What boosting optimises. */
    public enum Objective {
        /** LambdaMART (Burges 2010) on graded lists; early stopping on NDCG@50. */
        LAMBDARANK,
        /** Log loss of a 0/1 label; early stopping on log loss. */
        LOGISTIC
    }

    /** Grows at most {@code trees} trees. */
    public GbdtParameters withTrees(int trees, int patience) {
        return new GbdtParameters(
                objective,
                trees,
                patience,
                leaves,
                learningRate,
                minLeafRows,
                featureFraction,
                rowFraction,
                lambda,
                extraTrees,
                categorical,
                seed);
    }
}
