package dev.fairlead.ranking;

import dev.fairlead.learn.Isotonic;
import java.util.ArrayList;
import java.util.List;

/** Tiny models in LightGBM's text format, written by hand: each tree splits column 0 or 1 once. */
public final class Stumps {
    private final List<String> trees = new ArrayList<>();
    private final String objective;
    private final int columns;

    private Stumps(String objective, int columns) {
        this.objective = objective;
        this.columns = columns;
    }

    public static Stumps ranker(int columns) {
        return new Stumps("lambdarank", columns);
    }

    public static Stumps classifier(int columns) {
        return new Stumps("binary sigmoid:1", columns);
    }

    /** Adds a tree: {@code low} up to the threshold, else {@code high}. NaN goes left. */
    public Stumps split(int column, double threshold, double low, double high) {
        trees.add("Tree=" + trees.size() + "\nnum_leaves=2\nnum_cat=0\nsplit_feature=" + column
                + "\nsplit_gain=" + (column + 1) + "\nthreshold=" + threshold
                + "\ndecision_type=10\nleft_child=-1\nright_child=-2\nleaf_value=" + low + " " + high
                + "\nleaf_weight=1 1\nleaf_count=1 1\ninternal_value=0\ninternal_weight=0\ninternal_count=2\n"
                + "is_linear=0\nshrinkage=1\n\n\n");
        return this;
    }

    public String text() {
        StringBuilder names = new StringBuilder();
        StringBuilder infos = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            names.append(i == 0 ? "" : " ").append("c").append(i);
            infos.append(i == 0 ? "" : " ").append("[0:9]");
        }
        String sizes = String.join(
                " ", trees.stream().map(tree -> String.valueOf(tree.length())).toList());
        return "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx="
                + (columns - 1) + "\nobjective=" + objective + "\nfeature_names=" + names + "\nfeature_infos=" + infos
                + "\ntree_sizes=" + sizes + "\n\n" + String.join("", trees)
                + "end of trees\n\nfeature_importances:\n\nparameters:\nend of parameters\n";
    }

    /** Two columns, "quality" and "price"; the ranker likes both high, the classifier the first. */
    public static RankingModel model(Objective objective) {
        return new RankingModel(
                List.of("quality", "price"),
                "fingerprint",
                objective,
                ranker(2).split(0, 3, -1, 1).split(1, 5, -0.25, 0.5).text(),
                classifier(2).split(0, 4, -2, 0.125).text(),
                new Isotonic(new double[] {-2, 0.1, 1}, new double[] {0.1, 1 / 3.0, 0.5}));
    }
}
