package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;

/**
 * What a model is.
 *
 * @param library that trained it
 * @param format that it was read from, such as {@code LightGBM text v4}
 * @param objective as the model says it
 * @param features values per row
 * @param classes scores per row
 * @param trees of all iterations and classes
 * @param splits of all trees
 * @param mostLeaves of one tree
 * @param deepest splits on the longest way from a root to a leaf
 * @param categoricalSplits how many splits ask whether a category is in a set
 * @param linearTrees how many trees have functions for leaves
 * @param averaged whether predictions are means over iterations (random forest), not sums
 */
public record Description(
        Library library,
        String format,
        String objective,
        int features,
        int classes,
        int trees,
        int splits,
        int mostLeaves,
        int deepest,
        int categoricalSplits,
        int linearTrees,
        boolean averaged) {

    static Description of(Model model) {
        List<Tree> trees = model.trees();
        return new Description(
                model.library(),
                model.format(),
                model.objective(),
                model.features(),
                model.classes(),
                trees.size(),
                trees.stream().mapToInt(Tree::splits).sum(),
                trees.stream().mapToInt(Tree::leaves).max().orElse(0),
                trees.stream().mapToInt(Description::depth).max().orElse(0),
                trees.stream()
                        .mapToInt(tree -> (int) Arrays.stream(tree.decision())
                                .filter(decision -> (decision & Tree.CATEGORICAL) != 0)
                                .count())
                        .sum(),
                (int) trees.stream().filter(tree -> !tree.linear().isEmpty()).count(),
                model.average());
    }

    private static int depth(Tree tree) {
        var waiting = new int[tree.leaves() + 1];
        var depth = new int[tree.leaves() + 1];
        int count = tree.splits() == 0 ? 0 : 1;
        int deepest = 0;
        while (count > 0) {
            int split = waiting[--count];
            int below = depth[count] + 1;
            deepest = Math.max(deepest, below);
            for (int child : new int[] {tree.left()[split], tree.right()[split]}) {
                if (child >= 0) {
                    waiting[count] = child;
                    depth[count++] = below;
                }
            }
        }
        return deepest;
    }
}
