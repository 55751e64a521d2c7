package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Makes a {@link Tree} of its section and proves that it can be walked: every array as long as the tree needs, every
 * split and leaf reached exactly once from the root, every feature and category set in range.
 */
final class LightGbmTree {
    static final Set<String> KNOWN = Set.of(
            "num_leaves",
            "num_cat",
            "split_feature",
            "split_gain",
            "threshold",
            "decision_type",
            "left_child",
            "right_child",
            "leaf_value",
            "leaf_weight",
            "leaf_count",
            "internal_value",
            "internal_weight",
            "internal_count",
            "cat_boundaries",
            "cat_threshold",
            "is_linear",
            "leaf_const",
            "num_features",
            "leaf_features",
            "leaf_coeff",
            "shrinkage");

    private final Section section;
    private final int features;
    private final int leaves;
    private final int splits;

    private LightGbmTree(Section section, int features) {
        this.section = section;
        this.features = features;
        this.leaves = section.required("num_leaves").integer(1);
        this.splits = leaves - 1;
    }

    static Tree read(Section section, int features) {
        return new LightGbmTree(section, features).tree();
    }

    private Tree tree() {
        double[] leafValue = Tokens.doubles(section.required("leaf_value"), leaves);
        requireStatistics();
        int[] categoryStart = categoryStart();
        var tree = new Tree(
                splitInts("left_child"),
                splitInts("right_child"),
                splitInts("split_feature"),
                decisions(),
                splits == 0 ? new double[0] : Tokens.thresholds(section.required("threshold"), splits),
                gains(),
                leafValue,
                categoryStart,
                categoryWords(categoryStart),
                counts("leaf_count", leaves),
                counts("internal_count", splits),
                new int[0],
                linearLeaves(leafValue));
        requireSplits(tree);
        requireWalkable(tree);
        return tree;
    }

    private int[] splitInts(String name) {
        return splits == 0 ? new int[0] : Tokens.ints(section.required(name), splits);
    }

    /** LightGBM sends a missing category right whatever the bit for the default direction says. */
    private int[] decisions() {
        int[] decisions = splitInts("decision_type");
        for (int split = 0; split < splits; split++) {
            if (decisions[split] > 0 && (decisions[split] & Tree.CATEGORICAL) != 0) {
                decisions[split] &= ~Tree.MISSING_LEFT;
            }
        }
        return decisions;
    }

    private double[] counts(String name, int length) {
        return section.optional(name)
                .filter(field -> splits > 0)
                .map(field -> Tokens.doubles(field, length))
                .orElseGet(() -> new double[0]);
    }

    private float[] gains() {
        return section.optional("split_gain")
                .filter(field -> splits > 0)
                .map(field -> Tokens.gains(field, splits))
                .orElseGet(() -> new float[splits]);
    }

    /** What scoring does not need must still have its length: it tells a text that lost a piece. */
    private void requireStatistics() {
        section.optional("leaf_weight")
                .filter(field -> splits > 0)
                .ifPresent(field -> Tokens.requireLength(field, leaves));
        for (String name : List.of("internal_value", "internal_weight")) {
            section.optional(name).filter(field -> splits > 0).ifPresent(field -> Tokens.requireLength(field, splits));
        }
    }

    private int[] categoryStart() {
        int sets = section.required("num_cat").integer(0);
        if (sets == 0) {
            return new int[1];
        }
        Field field = section.required("cat_boundaries");
        if (Tokens.count(field) - 1 != sets) {
            throw field.damaged("has " + Tokens.count(field) + " values for " + sets + " sets");
        }
        int[] start = Tokens.ints(field, sets + 1);
        for (int i = 0; i < sets; i++) {
            if (start[0] != 0 || start[i] > start[i + 1]) {
                throw field.damaged("does not rise from 0");
            }
        }
        return start;
    }

    private int[] categoryWords(int[] categoryStart) {
        int sets = categoryStart.length - 1;
        return sets == 0 ? new int[0] : Tokens.words(section.required("cat_threshold"), categoryStart[sets]);
    }

    private List<LinearLeaf> linearLeaves(double[] leafValue) {
        var flag = section.optional("is_linear");
        if (flag.isEmpty()) {
            section.optional("leaf_const").ifPresent(field -> {
                throw field.damaged("stands without is_linear, which says whether it counts");
            });
        }
        if (flag.isEmpty() || flag.get().value().strip().equals("0")) {
            return List.of();
        }
        if (!flag.get().value().strip().equals("1")) {
            throw flag.get().damaged("is " + Field.quote(flag.get().value()) + ", neither 0 nor 1");
        }
        double[] constant = Tokens.doubles(section.required("leaf_const"), leaves);
        int[] sizes = Tokens.ints(section.required("num_features"), leaves);
        int total = total(sizes);
        int[] feature = Tokens.ints(section.required("leaf_features"), total);
        double[] coefficient = Tokens.doubles(section.required("leaf_coeff"), total);
        requireFeatures(section.required("leaf_features"), feature);
        var linear = new ArrayList<LinearLeaf>(leaves);
        int from = 0;
        for (int leaf = 0; leaf < leaves; leaf++) {
            int to = from + sizes[leaf];
            linear.add(new LinearLeaf(
                    constant[leaf],
                    Arrays.copyOfRange(feature, from, to),
                    Arrays.copyOfRange(coefficient, from, to),
                    leafValue[leaf]));
            from = to;
        }
        return List.copyOf(linear);
    }

    private int total(int[] sizes) {
        Field field = section.required("num_features");
        long total = 0;
        for (int size : sizes) {
            if (size < 0) {
                throw field.damaged("has " + size + " where a count belongs");
            }
            total += size;
        }
        if (total > Integer.MAX_VALUE) {
            throw field.damaged("adds up to " + total);
        }
        return (int) total;
    }

    private void requireFeatures(Field field, int[] indices) {
        for (int feature : indices) {
            if (feature < 0 || feature >= features) {
                throw field.damaged("has feature " + feature + " of " + features);
            }
        }
    }

    private void requireSplits(Tree tree) {
        if (splits == 0) {
            return;
        }
        requireFeatures(section.required("split_feature"), tree.feature());
        Field decisions = section.required("decision_type");
        for (int split = 0; split < splits; split++) {
            int decision = tree.decision()[split];
            if (decision < 0 || decision >> 2 >= Tree.Missing.values().length) {
                throw ModelFormatException.unsupported(
                        decisions.line(), "decision_type has " + decision, "the values 0 to 11");
            }
            if (tree.categorical(split)) {
                requireCategorySet(tree, split);
            }
        }
    }

    private void requireCategorySet(Tree tree, int split) {
        double set = tree.threshold()[split];
        int sets = tree.categoryStart().length - 1;
        if (!(set >= 0 && set < sets && set == Math.rint(set))) {
            throw section.required("threshold").damaged("has category set " + set + " of " + sets);
        }
    }

    private void requireWalkable(Tree tree) {
        tree.brokenLink().ifPresent(what -> {
            throw section.required("left_child").damaged("and right_child " + what);
        });
    }
}
