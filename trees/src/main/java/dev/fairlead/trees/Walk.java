package dev.fairlead.trees;

import java.util.Arrays;

/**
 * Walks rows down the trees, in plain Java. A node is one long: where its left child lies (upper half), the column that it
 * asks (next 24 bits) and its cut (last 8); the right child lies right after the left one. A step is
 * {@code next = left + (bin > cut)}, taken from the sign of {@code cut - bin}: no branch to mispredict. A leaf's cut is
 * above every bin and its left child is itself, so a walk may take more steps than its path is long, and {@value #LANES}
 * walks can run side by side in one loop: rows through the same tree, or, when there are few rows, trees for the same row.
 */
final class Walk implements Scorer {
    static final int LANES = 8;

    /** Bytes of bins that a pass keeps at hand: what a first-level cache holds, with room for a tree. */
    private static final int CACHE = 24 * 1024;

    private static final int MOST_ROWS = 512;
    private static final byte NONE_ABOVE = 127;

    private final Bins bins;
    private final int width;
    private final double[] base;
    private final int[] treeClass;
    private final int[] root;
    private final int[] depth;
    private final long[] nodes;
    private final double[] output;
    private final int[] leaf;
    private final LinearLeaf[] linear;
    private final int rowStep;
    private final int block;

    Walk(Model model, Bins bins) {
        this.bins = bins;
        width = model.features();
        base = model.base();
        treeClass = model.treeClass();
        var packer = new WalkNodes(bins.trees());
        root = packer.root();
        depth = packer.depth();
        nodes = packer.nodes();
        output = packer.output();
        leaf = packer.leaf();
        linear = packer.linear();
        rowStep = Math.max(1, bins.columns());
        block = Math.clamp(CACHE / rowStep / LANES * LANES, LANES, MOST_ROWS);
    }

    int trees() {
        return root.length;
    }

    static long node(int left, int column, byte cut) {
        return (long) left << 32 | (long) column << 8 | cut & 0xFF;
    }

    static long leafNode(int self) {
        return node(self, 0, NONE_ABOVE);
    }

    @Override
    public int block() {
        return block;
    }

    @Override
    public int rowStep() {
        return rowStep;
    }

    @Override
    public int columnStep() {
        return 1;
    }

    @Override
    public Scratch scratch() {
        return new Scratch(
                block, block * rowStep, 0, block * base.length, linear.length == 0 ? 0 : block * width, 0, 0);
    }

    @Override
    public void score(Scratch scratch, int count) {
        for (int c = 0; c < base.length; c++) {
            Arrays.fill(scratch.sums, c * block, c * block + count, base[c]);
        }
        if (count < LANES) {
            for (int row = 0; row < count; row++) {
                scoreRow(scratch, row);
            }
        } else {
            for (int tree = 0; tree < root.length; tree++) {
                scoreTree(scratch, tree, count);
            }
        }
    }

    /** Lanes are trees. */
    private void scoreRow(Scratch scratch, int row) {
        int[] slots = scratch.slots;
        for (int first = 0; first < root.length; first += LANES) {
            int lanes = descendTrees(scratch.bins, row * rowStep, first, slots);
            for (int lane = 0; lane < lanes; lane++) {
                scratch.sums[treeClass[first + lane] * block + row] += output(scratch, slots[lane], row);
            }
        }
    }

    /** Lanes are rows; those past the last row walk through what an earlier pass left. */
    private void scoreTree(Scratch scratch, int tree, int count) {
        int[] slots = scratch.slots;
        int to = treeClass[tree] * block;
        for (int first = 0; first < count; first += LANES) {
            descendRows(scratch.bins, first * rowStep, tree, slots);
            int lanes = Math.min(LANES, count - first);
            for (int lane = 0; lane < lanes; lane++) {
                scratch.sums[to + first + lane] += output(scratch, slots[lane], first + lane);
            }
        }
    }

    private double output(Scratch scratch, int slot, int row) {
        double constant = output[slot];
        return linear.length == 0 ? constant : linear[(int) constant].output(scratch.cells, row * width);
    }

    /** Writes the leaf that each row comes to in each tree, row-major, as the model numbers them. */
    void leaves(Scratch scratch, int count, int[] out, int to) {
        int[] slots = scratch.slots;
        for (int row = 0; row < count; row++) {
            for (int first = 0; first < root.length; first += LANES) {
                int lanes = descendTrees(scratch.bins, row * rowStep, first, slots);
                for (int lane = 0; lane < lanes; lane++) {
                    out[to + row * root.length + first + lane] = leaf[slots[lane]];
                }
            }
        }
    }

    /** Brings one row down the trees from {@code first} on; returns how many of the lanes hold one. */
    private int descendTrees(byte[] bins, int at, int first, int[] slots) {
        int lanes = Math.min(LANES, root.length - first);
        int steps = 0;
        for (int lane = 0; lane < LANES; lane++) {
            int tree = first + Math.min(lane, lanes - 1);
            slots[lane] = root[tree];
            steps = Math.max(steps, depth[tree]);
        }
        int s0 = slots[0], s1 = slots[1], s2 = slots[2], s3 = slots[3];
        int s4 = slots[4], s5 = slots[5], s6 = slots[6], s7 = slots[7];
        long[] nodes = this.nodes;
        for (int step = 0; step < steps; step++) {
            s0 = next(nodes, bins, at, s0);
            s1 = next(nodes, bins, at, s1);
            s2 = next(nodes, bins, at, s2);
            s3 = next(nodes, bins, at, s3);
            s4 = next(nodes, bins, at, s4);
            s5 = next(nodes, bins, at, s5);
            s6 = next(nodes, bins, at, s6);
            s7 = next(nodes, bins, at, s7);
        }
        store(slots, s0, s1, s2, s3, s4, s5, s6, s7);
        return lanes;
    }

    private void descendRows(byte[] bins, int at, int tree, int[] slots) {
        int s0 = root[tree], s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        int a1 = at + rowStep, a2 = a1 + rowStep, a3 = a2 + rowStep, a4 = a3 + rowStep;
        int a5 = a4 + rowStep, a6 = a5 + rowStep, a7 = a6 + rowStep;
        long[] nodes = this.nodes;
        int steps = depth[tree];
        for (int step = 0; step < steps; step++) {
            s0 = next(nodes, bins, at, s0);
            s1 = next(nodes, bins, a1, s1);
            s2 = next(nodes, bins, a2, s2);
            s3 = next(nodes, bins, a3, s3);
            s4 = next(nodes, bins, a4, s4);
            s5 = next(nodes, bins, a5, s5);
            s6 = next(nodes, bins, a6, s6);
            s7 = next(nodes, bins, a7, s7);
        }
        store(slots, s0, s1, s2, s3, s4, s5, s6, s7);
    }

    private static void store(int[] slots, int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7) {
        slots[0] = s0;
        slots[1] = s1;
        slots[2] = s2;
        slots[3] = s3;
        slots[4] = s4;
        slots[5] = s5;
        slots[6] = s6;
        slots[7] = s7;
    }

    private static int next(long[] nodes, byte[] bins, int at, int slot) {
        long node = nodes[slot];
        int bin = bins[at + ((int) node >>> 8)];
        return (int) (node >>> 32) + ((byte) node - bin >>> 31);
    }
}
