package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes a {@link Tree} of one of XGBoost's and proves that it can be walked.
 *
 * <p>XGBoost numbers splits and leaves together, root 0, and may leave nodes behind that its pruner deleted. Here splits and
 * leaves are numbered each for themselves, both in the order of XGBoost's numbers, without the deleted ones: so the root
 * stays 0, and the k-th leaf is the k-th node that has no children and is not deleted. What a leaf is called to callers is the
 * number of its node, as in XGBoost's {@code pred_leaf}.
 *
 * <p>XGBoost compares floats, and left is {@code value < threshold}: the same as {@code value <= } the float before it. Below
 * −∞ nothing lies, so that split changes sides and asks {@code value <= ∞} instead. A category in the set goes right, and here
 * left: that split changes sides too. Categories outside the set, and numbers that are none (negative, or 2²⁴ and more),
 * go to the other side; NaN goes where {@code default_left} says.
 */
final class XgBoostTree {
    private static final Set<String> KNOWN = Set.of(
            "base_weights",
            "categories",
            "categories_nodes",
            "categories_segments",
            "categories_sizes",
            "default_left",
            "id",
            "leaf_child_counts",
            "left_children",
            "loss_changes",
            "parents",
            "right_children",
            "split_conditions",
            "split_indices",
            "split_type",
            "sum_hessian",
            "tree_param");

    /** In place of a feature, marks a node that the pruner deleted. */
    private static final int DELETED = Integer.MAX_VALUE;

    private static final int NO_CHILD = -1;

    private final Value.Entries object;
    private final int features;
    private final float weight;
    private final int count;
    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final int[] defaultLeft;
    private final int[] type;
    private final double[] condition;
    private final int[] splits;
    private final int[] leaves;

    /** Of each node, as {@link Tree} numbers children. */
    private final int[] number;

    private XgBoostTree(Value.Entries object, int features, float weight) {
        this.object = object;
        this.features = features;
        this.weight = weight;
        Value.Entries param = object.required("tree_param")
                .object()
                .requireKnown(Set.of("num_deleted", "num_feature", "num_nodes", "size_leaf_vector"));
        requireOneOutput(param);
        object.requireKnown(KNOWN);
        count = param.required("num_nodes").integer(1, Integer.MAX_VALUE);
        left = ints("left_children", NO_CHILD, count - 1);
        right = ints("right_children", NO_CHILD, count - 1);
        feature = ints("split_indices", 0, DELETED);
        defaultLeft = ints("default_left", 0, 1);
        type = object.optional("split_type")
                .map(value -> value.ints(count, 0, 1))
                .orElseGet(() -> new int[count]);
        condition = object.required("split_conditions").numbers(count);
        for (String unused : List.of("base_weights", "sum_hessian", "loss_changes")) {
            object.required(unused).numbers(count);
        }
        boolean[] reached = reached();
        requireDeleted(param, reached);
        splits = nodes(node -> reached[node] && left[node] != NO_CHILD);
        leaves = nodes(node -> reached[node] && left[node] == NO_CHILD);
        number = new int[count];
        IntStream.range(0, splits.length).forEach(i -> number[splits[i]] = i);
        IntStream.range(0, leaves.length).forEach(i -> number[leaves[i]] = ~i);
    }

    /**
     * @param features in a row
     * @param weight of the tree's leaves
     */
    static Tree read(Value.Entries object, int features, float weight) {
        return new XgBoostTree(object, features, weight).tree();
    }

    private static void requireOneOutput(Value.Entries param) {
        param.optional("size_leaf_vector").ifPresent(size -> {
            if (size.integer(0, Integer.MAX_VALUE) > 1) {
                throw size.place()
                        .unsupported(
                                "is above 1: leaves hold vectors",
                                "trees of one output; train with multi_strategy=one_output_per_tree");
            }
        });
    }

    private int[] ints(String name, int least, int most) {
        return object.required(name).ints(count, least, most);
    }

    private int[] nodes(IntPredicate wanted) {
        return IntStream.range(0, count).filter(wanted).toArray();
    }

    /** Walks from the root; a node met twice, or by another way than {@code parents} says, is refused. */
    private boolean[] reached() {
        int[] parents = object.required("parents").ints(count, -1, Integer.MAX_VALUE);
        var reached = new boolean[count];
        var waiting = new int[count];
        int depth = 1;
        reached[0] = true;
        while (depth > 0) {
            int node = waiting[--depth];
            if (left[node] == NO_CHILD != (right[node] == NO_CHILD)) {
                throw place("right_children", node).damaged("gives node " + node + " one child of two");
            }
            if (left[node] != NO_CHILD) {
                waiting[depth++] = met("left_children", node, left[node], parents, reached);
                waiting[depth++] = met("right_children", node, right[node], parents, reached);
            }
        }
        return reached;
    }

    private int met(String name, int node, int child, int[] parents, boolean[] reached) {
        if (reached[child]) {
            throw place(name, node).damaged("leads again to node " + child);
        }
        if (parents[child] != node) {
            throw place(name, node).damaged("leads to node " + child + ", whose parent is " + parents[child]);
        }
        reached[child] = true;
        return child;
    }

    private Place place(String name, int node) {
        return object.required(name).place().element(node);
    }

    private void requireDeleted(Value.Entries param, boolean[] reached) {
        int deleted = 0;
        for (int node = 0; node < count; node++) {
            if (!reached[node] && feature[node] != DELETED) {
                throw place("parents", node).damaged("is that of a node that no other leads to");
            }
            deleted += reached[node] ? 0 : 1;
        }
        var told = param.optional("num_deleted");
        if (told.isPresent() && told.get().integer(0, Integer.MAX_VALUE) != deleted) {
            throw told.get().place().damaged("is not " + deleted + ", as many nodes as are deleted");
        }
    }

    private Tree tree() {
        int[] categorical =
                Arrays.stream(splits).filter(node -> type[node] == 1).toArray();
        var categories = XgBoostCategories.of(object, count);
        int[] starts = categories.wordStarts(categorical);
        var decisions = Arrays.stream(splits).map(this::decision).toArray();
        var thresholds = thresholds();
        return new Tree(
                Arrays.stream(splits)
                        .map(node -> number[turned(node) ? right[node] : left[node]])
                        .toArray(),
                Arrays.stream(splits)
                        .map(node -> number[turned(node) ? left[node] : right[node]])
                        .toArray(),
                Arrays.stream(splits).map(this::feature).toArray(),
                decisions,
                thresholds,
                gains(),
                Arrays.stream(leaves).mapToDouble(this::leafValue).toArray(),
                starts,
                categories.words(categorical, starts),
                covers(leaves),
                covers(splits),
                leaves,
                List.of());
    }

    /** Whether a split changes sides. */
    private boolean turned(int node) {
        return type[node] == 1 || condition[node] == Double.NEGATIVE_INFINITY;
    }

    private int decision(int node) {
        boolean missingLeft = defaultLeft[node] == 1 != turned(node);
        return (type[node] == 1 ? Tree.CATEGORICAL : 0)
                | (missingLeft ? Tree.MISSING_LEFT : 0)
                | Tree.Missing.NAN.ordinal() << 2;
    }

    private int feature(int node) {
        if (feature[node] >= features) {
            throw place("split_indices", node).damaged("is feature " + feature[node] + " of " + features);
        }
        return feature[node];
    }

    private double[] thresholds() {
        var thresholds = new double[splits.length];
        int set = 0;
        for (int i = 0; i < splits.length; i++) {
            thresholds[i] = type[splits[i]] == 1 ? set++ : threshold(splits[i]);
        }
        return thresholds;
    }

    private double threshold(int node) {
        float below = (float) condition[node];
        if (Float.isNaN(below)) {
            throw place("split_conditions", node).damaged("is not a number");
        }
        return below == Float.NEGATIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.nextDown(below);
    }

    private double leafValue(int node) {
        float value = (float) condition[node] * weight;
        if (!Float.isFinite(value)) {
            throw place("split_conditions", node).damaged("is a leaf of value " + value);
        }
        return value;
    }

    private float[] gains() {
        double[] changes = object.required("loss_changes").numbers(count);
        var gains = new float[splits.length];
        for (int i = 0; i < splits.length; i++) {
            gains[i] = (float) changes[splits[i]];
        }
        return gains;
    }

    private double[] covers(int[] nodes) {
        double[] hessians = object.required("sum_hessian").numbers(count);
        return Arrays.stream(nodes).mapToDouble(node -> (float) hessians[node]).toArray();
    }
}
