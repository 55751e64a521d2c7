package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes trees as {@link Planes}. */
final class PlanesBuilder {
    /** To what a tree's outputs are filled up, so that vectors of them can be loaded whole. */
    private static final int FILLED = 32;

    private final int[] firstPlane;
    private final int[] firstOutput;
    private final double[] outputs;
    private final List<List<Integer>> planes = new ArrayList<>();

    PlanesBuilder(BinnedTree[] trees) {
        firstPlane = new int[trees.length + 1];
        firstOutput = new int[trees.length];
        int size = 0;
        for (int i = 0; i < trees.length; i++) {
            firstOutput[i] = size;
            size = Math.addExact(size, (trees[i].tree().leaves() + FILLED - 1) / FILLED * FILLED);
        }
        outputs = new double[size];
        for (int i = 0; i < trees.length; i++) {
            firstPlane[i] = planes.size();
            int leaves = trees[i].tree().leaves();
            IntStream.range(0, (leaves + Planes.LEAVES - 1) / Planes.LEAVES)
                    .forEach(_ -> planes.add(new ArrayList<>()));
            add(trees[i], firstPlane[i], firstOutput[i]);
        }
        firstPlane[trees.length] = planes.size();
    }

    /** Goes through the tree from left to right with a stack of its own: trees may be as deep as they have leaves. */
    private void add(BinnedTree tree, int plane, int output) {
        var stack = new int[2 * tree.tree().leaves()];
        var begin = new int[tree.tree().splits()];
        int depth = 0;
        int leaves = 0;
        stack[depth++] = tree.tree().splits() == 0 ? ~0 : 0;
        while (depth > 0) {
            int node = stack[--depth];
            if (node < 0) {
                outputs[output + leaves++] = tree.tree().leafValue()[~node];
            } else if (node < tree.tree().splits()) {
                begin[node] = leaves;
                stack[depth++] = tree.tree().right()[node];
                stack[depth++] = node + tree.tree().splits();
                stack[depth++] = tree.tree().left()[node];
            } else {
                int split = node - tree.tree().splits();
                addTests(tree.column()[split], tree.cut()[split], begin[split], leaves, plane);
            }
        }
    }

    /** A split whose left side holds the leaves from {@code begin} up to {@code end}. */
    private void addTests(int column, byte cut, int begin, int end, int plane) {
        for (int p = begin / Planes.LEAVES; p * Planes.LEAVES < end; p++) {
            int from = Math.max(begin - p * Planes.LEAVES, 0);
            int to = Math.min(end - p * Planes.LEAVES, Planes.LEAVES);
            int kept = ~((1 << to) - (1 << from)) & 0xFF;
            planes.get(plane + p).add(column << 16 | (cut & 0xFF) << 8 | kept);
        }
    }

    int[] firstPlane() {
        return firstPlane;
    }

    int[] firstTest() {
        var first = new int[planes.size() + 1];
        for (int plane = 0; plane < planes.size(); plane++) {
            first[plane + 1] = first[plane] + planes.get(plane).size();
        }
        return first;
    }

    int[] tests() {
        return planes.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
    }

    int[] firstOutput() {
        return firstOutput;
    }

    double[] outputs() {
        return outputs;
    }
}
