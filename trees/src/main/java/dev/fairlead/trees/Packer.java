package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays trees out as {@link Nodes}: each tree in one piece, breadth first, siblings side by side. */
final class Packer {
    private final Columns.Builder columns;
    private final List<LinearLeaf> linear = new ArrayList<>();
    private final long[] nodes;
    private final int[] categories;
    private int free;
    private int freeCategory;

    Packer(List<Tree> trees, Columns.Builder columns) {
        this.columns = columns;
        int longs = 0;
        int words = 0;
        for (Tree tree : trees) {
            longs = Math.addExact(longs, Math.multiplyExact(2, tree.splits() + tree.leaves()));
            words = Math.addExact(words, tree.categoryWords().length);
        }
        nodes = new long[longs];
        categories = new int[words];
    }

    /** Adds a tree behind the last one. */
    PackedTree add(Tree tree) {
        System.arraycopy(tree.categoryWords(), 0, categories, freeCategory, tree.categoryWords().length);
        int root = free;
        free += 2;
        int depth = 0;
        int[] level = {tree.splits() == 0 ? ~0 : 0};
        int slot = root;
        while (true) {
            int[] below = new int[2 * level.length];
            int filled = 0;
            for (int node : level) {
                if (node < 0) {
                    leaf(tree, ~node, slot);
                } else {
                    split(tree, node, slot);
                    below[filled++] = tree.left()[node];
                    below[filled++] = tree.right()[node];
                }
                slot += 2;
            }
            if (filled == 0) {
                break;
            }
            level = Arrays.copyOf(below, filled);
            depth++;
        }
        freeCategory += tree.categoryWords().length;
        return new PackedTree(root, depth, hasCategories(tree), !tree.linear().isEmpty());
    }

    private void split(Tree tree, int split, int slot) {
        int left = free;
        free += 4;
        if (tree.categorical(split)) {
            int set = (int) tree.threshold()[split];
            int from = tree.categoryStart()[set];
            int words = tree.categoryStart()[set + 1] - from;
            nodes[slot] = (long) (freeCategory + from) << 32 | words;
            nodes[slot + 1] = Nodes.link(left, columns.plain(tree.feature()[split]) | Nodes.CATEGORICAL);
        } else {
            nodes[slot] = Double.doubleToRawLongBits(Columns.Builder.threshold(tree.threshold()[split]));
            nodes[slot + 1] = Nodes.link(left, columns.split(tree, split));
        }
    }

    private void leaf(Tree tree, int leaf, int slot) {
        double output = tree.leafValue()[leaf];
        if (!tree.linear().isEmpty()) {
            output = linear.size();
            linear.add(packed(tree.linear().get(leaf)));
        }
        nodes[slot] = Double.doubleToRawLongBits(output);
        nodes[slot + 1] = Nodes.link(slot, 0);
    }

    private LinearLeaf packed(LinearLeaf leaf) {
        int[] read = Arrays.stream(leaf.features()).map(columns::plain).toArray();
        return new LinearLeaf(leaf.constant(), read, leaf.coefficients(), leaf.fallback());
    }

    private static boolean hasCategories(Tree tree) {
        for (int split = 0; split < tree.splits(); split++) {
            if (tree.categorical(split)) {
                return true;
            }
        }
        return false;
    }

    Nodes nodes() {
        return new Nodes(nodes, categories);
    }

    /** The functions of linear leaves; a linear leaf's output slot holds its position here. */
    LinearLeaf[] linear() {
        return linear.toArray(LinearLeaf[]::new);
    }
}
