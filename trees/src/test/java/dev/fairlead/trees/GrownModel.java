package dev.fairlead.trees;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random model in LightGBM's text format, with the plain way to score it. */
record GrownModel(int features, int classes, String objective, boolean average, List<GrownTree> trees) {

    static GrownModel grow(Random random) {
        int features = 1 + random.nextInt(12);
        int classes = random.nextInt(4) == 0 ? 3 : 1;
        boolean categorical = random.nextInt(3) == 0;
        boolean linear = random.nextInt(4) == 0;
        var trees = IntStream.range(0, classes * (1 + random.nextInt(12)))
                .mapToObj(i -> GrownTree.grow(
                        random, features, random.nextInt(5) == 0 ? 1 : 1 + random.nextInt(40), categorical, linear))
                .toList();
        return new GrownModel(features, classes, "lambdarank", false, trees);
    }

    /** The same trees under another objective. */
    GrownModel with(String otherObjective, boolean averaged) {
        return new GrownModel(features, classes, otherObjective, averaged, trees);
    }

    /** Raw scores of one row, one per class. */
    double[] raw(double[] row) {
        var scores = new double[classes];
        for (int tree = 0; tree < trees.size(); tree++) {
            scores[tree % classes] += trees.get(tree).root().output(row);
        }
        return scores;
    }

    String text() {
        var blocks = IntStream.range(0, trees.size())
                .mapToObj(i -> "Tree=" + i + "\n" + trees.get(i).text())
                .toList();
        return "tree\nversion=v4\nnum_class=" + classes
                + "\nnum_tree_per_iteration=" + classes
                + "\nlabel_index=0\nmax_feature_idx=" + (features - 1)
                + "\nobjective=" + objective
                + (average ? "\naverage_output" : "")
                + "\nfeature_names=" + joined("Column_")
                + "\nfeature_infos=" + joined("0:")
                + "\ntree_sizes="
                + blocks.stream().map(block -> String.valueOf(block.length())).collect(Collectors.joining(" "))
                + "\n\n"
                + String.join("", blocks)
                + "end of trees\n\nfeature_importances:\n\nparameters:\n[boosting: gbdt]\nend of parameters\n";
    }

    private String joined(String prefix) {
        return IntStream.range(0, features).mapToObj(i -> prefix + i).collect(Collectors.joining(" "));
    }
}
