package dev.fairlead.trees;

/**
 * All nodes of all trees, packed for the walk: node n is the two longs at 2n, its threshold and its link. The link's upper
 * half is where its left child lies; the right child lies right after it. The lower half is the {@link Columns column}
 * that the node compares.
 *
 * <p>A step is {@code next = left + (value > threshold)}, taken from the sign of {@code threshold - value}: no branch to
 * mispredict. The sign is right for every pair that can meet, because thresholds are finite and never −0, and values are
 * never NaN. A leaf compares with column 0, which is −∞, so it goes left, and its left child is itself: a walk may take
 * more steps than the path is long. That lets {@value #LANES} walks run side by side in one loop. The threshold slot of a
 * leaf, never compared in earnest, holds its output.
 *
 * <p>A categorical node has the sign bit set in its column, and its threshold slot holds where its bit set starts and how
 * many words it has. Only {@link #walk} understands it.
 */
final class Nodes {
    /** How many walks run side by side. */
    static final int LANES = 8;

    static final int CATEGORICAL = Integer.MIN_VALUE;

    private final long[] nodes;
    private final int[] categories;

    Nodes(long[] nodes, int[] categories) {
        this.nodes = nodes;
        this.categories = categories;
    }

    static long link(int leftSlot, int column) {
        return (long) leftSlot << 32 | Integer.toUnsignedLong(column);
    }

    /** What the threshold slot of a node holds. */
    double threshold(int slot) {
        return Double.longBitsToDouble(nodes[slot]);
    }

    /**
     * Moves every lane {@code steps} down from where it is. Numerical nodes only.
     *
     * @param at where each lane's row starts in {@code cells}
     * @param slot where each lane is; overwritten by where it came to
     */
    void descend(double[] cells, int[] at, int[] slot, int steps) {
        int s0 = slot[0], s1 = slot[1], s2 = slot[2], s3 = slot[3];
        int s4 = slot[4], s5 = slot[5], s6 = slot[6], s7 = slot[7];
        int a0 = at[0], a1 = at[1], a2 = at[2], a3 = at[3];
        int a4 = at[4], a5 = at[5], a6 = at[6], a7 = at[7];
        long[] nodes = this.nodes;
        for (int step = 0; step < steps; step++) {
            s0 = next(nodes, cells, a0, s0);
            s1 = next(nodes, cells, a1, s1);
            s2 = next(nodes, cells, a2, s2);
            s3 = next(nodes, cells, a3, s3);
            s4 = next(nodes, cells, a4, s4);
            s5 = next(nodes, cells, a5, s5);
            s6 = next(nodes, cells, a6, s6);
            s7 = next(nodes, cells, a7, s7);
        }
        slot[0] = s0;
        slot[1] = s1;
        slot[2] = s2;
        slot[3] = s3;
        slot[4] = s4;
        slot[5] = s5;
        slot[6] = s6;
        slot[7] = s7;
    }

    private static int next(long[] nodes, double[] cells, int at, int slot) {
        long link = nodes[slot + 1];
        double margin = Double.longBitsToDouble(nodes[slot]) - cells[at + (int) link];
        return (int) (link >>> 32) + ((int) (Double.doubleToRawLongBits(margin) >>> 62) & 2);
    }

    /** The leaf that one row comes to from {@code slot}, whatever the kinds of its nodes. */
    int walk(double[] cells, int at, int slot) {
        int here = slot;
        while (true) {
            int left = (int) (nodes[here + 1] >>> 32);
            if (left == here) {
                return here;
            }
            here = goesLeft(cells, at, here) ? left : left + 2;
        }
    }

    private boolean goesLeft(double[] cells, int at, int slot) {
        int column = (int) nodes[slot + 1];
        double value = cells[at + (column & ~CATEGORICAL)];
        return column < 0 ? contains(nodes[slot], value) : value <= threshold(slot);
    }

    /** Whether a bit set holds a category. The fraction is cut off, so −0.5 is category 0; NaN is none. */
    private boolean contains(long set, double value) {
        int start = (int) (set >>> 32);
        int words = (int) set;
        if (!(value > -1 && value < words * 32.0)) {
            return false;
        }
        int category = (int) value;
        return (categories[start + (category >> 5)] >>> category & 1) != 0;
    }
}
