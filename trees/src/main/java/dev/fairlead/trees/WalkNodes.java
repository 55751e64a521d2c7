package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays trees out for {@link Walk}: each tree in one piece, breadth first, siblings side by side. */
final class WalkNodes {
    private final List<LinearLeaf> linear = new ArrayList<>();
    private final int[] root;
    private final int[] depth;
    private final long[] nodes;
    private final double[] output;
    private final int[] leaf;
    private int free;

    WalkNodes(BinnedTree[] trees) {
        int size = 0;
        for (BinnedTree tree : trees) {
            size = Math.addExact(size, tree.tree().splits() + tree.tree().leaves());
        }
        nodes = new long[size];
        output = new double[size];
        leaf = new int[size];
        root = new int[trees.length];
        depth = new int[trees.length];
        boolean functions =
                Arrays.stream(trees).anyMatch(tree -> !tree.tree().linear().isEmpty());
        for (int i = 0; i < trees.length; i++) {
            root[i] = free;
            depth[i] = add(trees[i], functions);
        }
    }

    /** Returns how many splits the longest path has. */
    private int add(BinnedTree tree, boolean functions) {
        int slot = free++;
        int[] level = {tree.tree().splits() == 0 ? ~0 : 0};
        for (int depth = 0; ; depth++) {
            var below = new int[2 * level.length];
            int filled = 0;
            for (int node : level) {
                if (node < 0) {
                    leaf(tree.tree(), ~node, slot, functions);
                } else {
                    nodes[slot] = Walk.node(free, tree.column()[node], tree.cut()[node]);
                    free += 2;
                    below[filled++] = tree.tree().left()[node];
                    below[filled++] = tree.tree().right()[node];
                }
                slot++;
            }
            if (filled == 0) {
                return depth;
            }
            level = Arrays.copyOf(below, filled);
        }
    }

    private void leaf(Tree tree, int number, int slot, boolean functions) {
        nodes[slot] = Walk.leafNode(slot);
        leaf[slot] = number;
        double constant = tree.leafValue()[number];
        if (functions) {
            output[slot] = linear.size();
            linear.add(
                    tree.linear().isEmpty()
                            ? new LinearLeaf(constant, new int[0], new double[0], constant)
                            : tree.linear().get(number));
        } else {
            output[slot] = constant;
        }
    }

    int[] root() {
        return root;
    }

    int[] depth() {
        return depth;
    }

    long[] nodes() {
        return nodes;
    }

    /** Of each leaf's slot; its position among {@link #linear} if there are any. */
    double[] output() {
        return output;
    }

    /** The model's number of each leaf's slot. */
    int[] leaf() {
        return leaf;
    }

    /** The functions of the leaves, or none if all leaves of all trees are constant. */
    LinearLeaf[] linear() {
        return linear.toArray(LinearLeaf[]::new);
    }
}
