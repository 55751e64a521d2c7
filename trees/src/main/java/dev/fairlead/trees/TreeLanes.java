package dev.fairlead.trees;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Moves} with trees in the lanes of byte vectors, for few rows: 64 trees a vector. The trees of a group make their
 * n-th move together, each by a column of its own: the row's bins sit in up to four registers, and fetching 64
 * of them is a permutation of bytes. That takes a processor with AVX-512 VBMI; without it Java falls back to something
 * very slow, which the timing at load finds out.
 *
 * <p>Trees with fewer moves than the longest of their group are filled up with one that no row makes. Trees are
 * grouped by their number of moves so that this is rare; sums still grow in the order of the model's trees.
 */
final class TreeLanes implements Scorer {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();

    /** Registers of bins. */
    private static final int REGISTERS = 4;

    private static final int BLOCK = 16;

    private final double[] base;
    private final int[] treeClass;
    private final int[] firstOutput;
    private final double[] outputs;

    /** Where each tree's leaf is written. */
    private final int[] lane;

    private final int registers;

    /** Where each group's moves start in the four arrays below, and at last where they end. */
    private final int[] first;

    private final byte[] column;
    private final byte[] cut;
    private final byte[] from;
    private final byte[] to;

    TreeLanes(Model model, Bins bins, Moves moves) {
        base = model.base();
        treeClass = model.treeClass();
        firstOutput = moves.firstOutput();
        outputs = moves.outputs();
        registers = (bins.columns() + LANES - 1) / LANES;
        var groups = new TreeGroups(moves, LANES);
        lane = groups.lane();
        first = groups.first();
        column = groups.column();
        cut = groups.cut();
        from = groups.from();
        to = groups.to();
    }

    static boolean fits(Bins bins) {
        return bins.columns() <= REGISTERS * LANES && bins.columns() <= 256;
    }

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public int rowStep() {
        return REGISTERS * LANES;
    }

    @Override
    public int columnStep() {
        return 1;
    }

    @Override
    public Scratch scratch() {
        return new Scratch(BLOCK, BLOCK * rowStep(), (first.length - 1) * LANES, BLOCK * base.length, 0, 0, 0);
    }

    @Override
    public void score(Scratch scratch, int count) {
        for (int row = 0; row < count; row++) {
            int at = row * rowStep();
            for (int group = 0; group + 1 < first.length; group++) {
                if (registers <= 1) {
                    move1(scratch.bins, at, group, scratch.leaves);
                } else if (registers == 2) {
                    move2(scratch.bins, at, group, scratch.leaves);
                } else {
                    move4(scratch.bins, at, group, scratch.leaves);
                }
            }
            sum(scratch, row);
        }
    }

    private void sum(Scratch scratch, int row) {
        if (base.length == 1) {
            scratch.sums[row] = sum(base[0], scratch.leaves);
            return;
        }
        for (int c = 0; c < base.length; c++) {
            scratch.sums[c * BLOCK + row] = base[c];
        }
        for (int tree = 0; tree < lane.length; tree++) {
            scratch.sums[treeClass[tree] * BLOCK + row] +=
                    outputs[firstOutput[tree] + (scratch.leaves[lane[tree]] & 0xFF)];
        }
    }

    private double sum(double start, byte[] leaves) {
        double sum = start;
        for (int tree = 0; tree < lane.length; tree++) {
            sum += outputs[firstOutput[tree] + (leaves[lane[tree]] & 0xFF)];
        }
        return sum;
    }

    private ByteVector moved(ByteVector leaf, ByteVector bin, int i) {
        VectorMask<Byte> right = bin.compare(VectorOperators.GT, ByteVector.fromArray(BYTES, cut, i));
        return leaf.blend(
                ByteVector.fromArray(BYTES, to, i),
                leaf.compare(VectorOperators.EQ, ByteVector.fromArray(BYTES, from, i), right));
    }

    /** All bins in one register. */
    private void move1(byte[] row, int at, int group, byte[] leaves) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        ByteVector leaf = ByteVector.zero(BYTES);
        for (int i = first[group]; i < first[group + 1]; i += LANES) {
            leaf = moved(leaf, ByteVector.fromArray(BYTES, column, i).selectFrom(a), i);
        }
        leaf.intoArray(leaves, group * LANES);
    }

    private void move2(byte[] row, int at, int group, byte[] leaves) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        ByteVector b = ByteVector.fromArray(BYTES, row, at + LANES);
        ByteVector leaf = ByteVector.zero(BYTES);
        for (int i = first[group]; i < first[group + 1]; i += LANES) {
            leaf = moved(leaf, ByteVector.fromArray(BYTES, column, i).selectFrom(a, b), i);
        }
        leaf.intoArray(leaves, group * LANES);
    }

    private void move4(byte[] row, int at, int group, byte[] leaves) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        ByteVector b = ByteVector.fromArray(BYTES, row, at + LANES);
        ByteVector c = ByteVector.fromArray(BYTES, row, at + 2 * LANES);
        ByteVector d = ByteVector.fromArray(BYTES, row, at + 3 * LANES);
        ByteVector leaf = ByteVector.zero(BYTES);
        for (int i = first[group]; i < first[group + 1]; i += LANES) {
            ByteVector asked = ByteVector.fromArray(BYTES, column, i);
            VectorMask<Byte> upper = asked.compare(VectorOperators.UGE, (byte) (2 * LANES));
            ByteVector bin = asked.selectFrom(a, b).blend(asked.selectFrom(c, d), upper);
            leaf = moved(leaf, bin, i);
        }
        leaf.intoArray(leaves, group * LANES);
    }
}
