package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random tree in XGBoost's own arrays, nodes numbered at random but for the root, some of them deleted; and the plainest way
 * to find its leaf: the oracle of the reader.
 *
 * @param feature of each node; the largest int if the node is deleted
 * @param condition threshold of each split, value of each leaf
 * @param sets of categories, empty for nodes that do not split by category
 */
record GrownXgBoostTree(
        int[] left,
        int[] right,
        int[] parents,
        int[] feature,
        float[] condition,
        int[] defaultLeft,
        List<BitSet> sets) {

    private static final int DELETED = Integer.MAX_VALUE;

    private static final float[] EDGES = {
        0f,
        -0f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        1,
        Math.nextUp(1f),
        Math.nextDown(1f)
    };

    static GrownXgBoostTree grow(Random random, int features, int leaves, boolean categorical) {
        int size = 2 * leaves - 1 + (random.nextBoolean() ? 2 * random.nextInt(3) : 0);
        var tree = new GrownXgBoostTree(
                filled(size, -1),
                filled(size, -1),
                filled(size, DELETED),
                filled(size, DELETED),
                new float[size],
                random.ints(size, 0, 2).toArray(),
                IntStream.range(0, size).mapToObj(_ -> new BitSet()).toList());
        var free = new ArrayList<>(IntStream.range(1, size).boxed().toList());
        Collections.shuffle(free, random);
        var grown = new ArrayList<>(List.of(0));
        while (grown.size() < leaves) {
            int node = grown.remove(random.nextInt(grown.size()));
            tree.split(random, features, categorical, node, free.removeLast(), free.removeLast());
            grown.addAll(List.of(tree.left[node], tree.right[node]));
        }
        for (int leaf : grown) {
            tree.feature[leaf] = 0;
            tree.condition[leaf] = (float) random.nextGaussian();
        }
        for (int deleted : free) {
            tree.parents[deleted] = random.nextInt(size);
            tree.defaultLeft[deleted] = 1;
            tree.sets.get(deleted).set(0, categorical ? 2 : 0);
        }
        return tree;
    }

    private static int[] filled(int size, int value) {
        var array = new int[size];
        Arrays.fill(array, value);
        return array;
    }

    private void split(Random random, int features, boolean categorical, int node, int leftChild, int rightChild) {
        left[node] = leftChild;
        right[node] = rightChild;
        parents[leftChild] = node;
        parents[rightChild] = node;
        feature[node] = random.nextInt(features);
        if (categorical && random.nextInt(3) == 0) {
            condition[node] = Float.NaN;
            int most = random.nextBoolean() ? 8 : 100;
            random.ints(6, 0, most).forEach(sets.get(node)::set);
        } else {
            condition[node] = threshold(random);
        }
    }

    /** For thresholds, and for rows to meet them. */
    static float threshold(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(10);
            default -> random.nextInt(-20, 20) / 8f;
        };
    }

    int size() {
        return left.length;
    }

    /** The node without children that a row comes to. */
    int leaf(float[] row) {
        int node = 0;
        while (left[node] != -1) {
            node = goesLeft(node, row[feature[node]]) ? left[node] : right[node];
        }
        return node;
    }

    private boolean goesLeft(int node, float value) {
        if (Float.isNaN(value)) {
            return defaultLeft[node] == 1;
        }
        BitSet set = sets.get(node);
        if (set.isEmpty()) {
            return value < condition[node];
        }
        boolean category = value >= 0 && value < 16777216;
        return !category || !set.get((int) value);
    }

    void write(DocumentWriter out, int id, int features) {
        int[] categorical = IntStream.range(0, size())
                .filter(node -> !sets.get(node).isEmpty())
                .toArray();
        int[] sizes = IntStream.of(categorical)
                .map(node -> sets.get(node).cardinality())
                .toArray();
        out.open();
        out.key("base_weights");
        out.floats(new float[size()]);
        out.key("categories");
        out.ints(IntStream.of(categorical)
                .flatMap(node -> sets.get(node).stream())
                .toArray());
        out.key("categories_nodes");
        out.ints(categorical);
        out.key("categories_segments");
        out.longs(IntStream.range(0, sizes.length)
                .map(i -> IntStream.of(sizes).limit(i).sum())
                .toArray());
        out.key("categories_sizes");
        out.longs(sizes);
        out.key("default_left");
        out.bytes(defaultLeft);
        out.key("id");
        out.integer(id);
        out.key("left_children");
        out.ints(left);
        out.key("loss_changes");
        out.floats(gains());
        out.key("parents");
        out.ints(parents);
        out.key("right_children");
        out.ints(right);
        out.key("split_conditions");
        out.floats(condition);
        out.key("split_indices");
        out.ints(feature);
        out.key("split_type");
        out.bytes(sets.stream().mapToInt(set -> set.isEmpty() ? 0 : 1).toArray());
        out.key("sum_hessian");
        out.floats(covers());
        out.key("tree_param");
        out.open();
        out.text(
                "num_deleted",
                String.valueOf(
                        IntStream.of(feature).filter(index -> index == DELETED).count()));
        out.text("num_feature", String.valueOf(features));
        out.text("num_nodes", String.valueOf(size()));
        out.text("size_leaf_vector", "1");
        out.close();
        out.close();
    }

    /** Made up: half a node's number. */
    private float[] gains() {
        var gains = new float[size()];
        for (int node = 0; node < size(); node++) {
            gains[node] = left[node] == -1 ? 0 : 0.5f * node;
        }
        return gains;
    }

    /** Made up: a node's number and a half. */
    private float[] covers() {
        var covers = new float[size()];
        for (int node = 0; node < size(); node++) {
            covers[node] = node + 0.5f;
        }
        return covers;
    }
}
