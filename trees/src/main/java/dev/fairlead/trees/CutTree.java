package dev.fairlead.trees;

import java.util.Arrays;

/**
 * A column's cuts as a full binary tree, the root at 1 and the nodes below node n at 2n and 2n + 1: whoever goes right where a
 * value is above the cut comes, after {@code depth} levels, to node {@code leaves() + } the number of cuts below the value.
 * It is filled up with +∞, which is below no number.
 *
 * @param depth from 5 to 8
 * @param cuts 2 to the power of {@code depth}, as {@link Transposition#ordered} numbers
 */
record CutTree(int depth, int[] cuts) {
    static final int LEAST = 5;

    static CutTree of(Cuts cuts, int column) {
        boolean large = cuts.large()[column];
        int start = cuts.start()[column] + (large ? Cuts.SMALL : 0);
        return of(Arrays.copyOfRange(cuts.floats(), start, start + (large ? Cuts.LARGE : Cuts.SMALL)));
    }

    /** @param rising cuts, and perhaps +∞ after them; less than 256 of them are finite */
    static CutTree of(float[] rising) {
        int known = 0;
        while (known < rising.length && rising[known] != Float.POSITIVE_INFINITY) {
            known++;
        }
        int depth = LEAST;
        while (1 << depth <= known) {
            depth++;
        }
        var nodes = new int[1 << depth];
        Arrays.fill(nodes, Transposition.ordered(Float.POSITIVE_INFINITY));
        for (int i = 0; i < known; i++) {
            int up = Integer.numberOfTrailingZeros(i + 1);
            nodes[1 << depth - 1 - up | i + 1 >> up + 1] = Transposition.ordered(rising[i] + 0f);
        }
        return new CutTree(depth, nodes);
    }

    int leaves() {
        return 1 << depth;
    }
}
