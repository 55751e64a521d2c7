package dev.fairlead.trees;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Moves} with rows in the lanes of byte vectors: 64 rows a vector on AVX-512, 32 on AVX2, and up to eight vectors a
 * pass, which hide each other's latencies and share the loading of a move. Then {@link LeafOutputs} are added.
 *
 * <p>Bins lie column by column, so that neighbouring rows are neighbouring bytes. Lanes past the last row compute on what
 * an earlier pass left, and are not read.
 */
final class RowLanes implements Scorer {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    static final int BLOCK = 8 * LANES;

    private final Bins bins;
    private final int[] first;
    private final int[] column;
    private final byte[] cut;
    private final byte[] from;
    private final byte[] to;
    private final LeafOutputs outputs;
    private final double[] base;
    private final int[] treeClass;

    RowLanes(Model model, Bins bins, Moves moves) {
        this.bins = bins;
        base = model.base();
        treeClass = model.treeClass();
        first = moves.first();
        column = moves.column();
        cut = moves.cut();
        from = moves.from();
        to = moves.to();
        outputs = new LeafOutputs(moves);
    }

    @Override
    public int block() {
        return BLOCK;
    }

    @Override
    public int rowStep() {
        return 1;
    }

    @Override
    public int columnStep() {
        return BLOCK;
    }

    @Override
    public Scratch scratch() {
        return new Scratch(
                BLOCK,
                Math.multiplyExact(BLOCK, bins.columns()),
                BLOCK,
                BLOCK * base.length,
                0,
                LaneSearch.SUPPORTED ? Transposition.COLUMNS * Transposition.ROWS : 0,
                LaneSearch.SUPPORTED ? 2 * Transposition.SQUARE : 0);
    }

    @Override
    public void score(Scratch scratch, int count) {
        for (int c = 0; c < base.length; c++) {
            Arrays.fill(scratch.sums, c * BLOCK, c * BLOCK + count, base[c]);
        }
        for (int tree = 0; tree < treeClass.length; tree++) {
            move(first[tree], first[tree + 1], scratch.bins, scratch.leaves, count);
            outputs.add(tree, scratch.leaves, scratch.sums, treeClass[tree] * BLOCK, count);
        }
    }

    /** Moves all rows through a tree, by as many vectors at a time as there are rows for. */
    private void move(int begin, int end, byte[] bins, byte[] leaves, int count) {
        int row = 0;
        while (row < count) {
            int vectors = (count - row + LANES - 1) / LANES;
            if (vectors > 6) {
                move8(column, cut, from, to, begin, end, bins, row, leaves);
                row += 8 * LANES;
            } else if (vectors > 2) {
                move4(column, cut, from, to, begin, end, bins, row, leaves);
                row += 4 * LANES;
            } else if (vectors == 2) {
                move2(column, cut, from, to, begin, end, bins, row, leaves);
                row += 2 * LANES;
            } else {
                move1(column, cut, from, to, begin, end, bins, row, leaves);
                row += LANES;
            }
        }
    }

    private static ByteVector moved(
            ByteVector leaf, byte[] bins, int at, ByteVector cut, ByteVector from, ByteVector to) {
        return leaf.blend(
                to,
                leaf.compare(
                        VectorOperators.EQ,
                        from,
                        ByteVector.fromArray(BYTES, bins, at).compare(VectorOperators.GT, cut)));
    }

    private static void move8(
            int[] column, byte[] cut, byte[] from, byte[] to, int begin, int end, byte[] bins, int row, byte[] leaves) {
        ByteVector a = ByteVector.zero(BYTES);
        ByteVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int i = begin; i < end; i++) {
            int at = column[i] * BLOCK + row;
            ByteVector cuts = ByteVector.broadcast(BYTES, cut[i]);
            ByteVector here = ByteVector.broadcast(BYTES, from[i]);
            ByteVector there = ByteVector.broadcast(BYTES, to[i]);
            a = moved(a, bins, at, cuts, here, there);
            b = moved(b, bins, at + LANES, cuts, here, there);
            c = moved(c, bins, at + 2 * LANES, cuts, here, there);
            d = moved(d, bins, at + 3 * LANES, cuts, here, there);
            e = moved(e, bins, at + 4 * LANES, cuts, here, there);
            f = moved(f, bins, at + 5 * LANES, cuts, here, there);
            g = moved(g, bins, at + 6 * LANES, cuts, here, there);
            h = moved(h, bins, at + 7 * LANES, cuts, here, there);
        }
        a.intoArray(leaves, row);
        b.intoArray(leaves, row + LANES);
        c.intoArray(leaves, row + 2 * LANES);
        d.intoArray(leaves, row + 3 * LANES);
        e.intoArray(leaves, row + 4 * LANES);
        f.intoArray(leaves, row + 5 * LANES);
        g.intoArray(leaves, row + 6 * LANES);
        h.intoArray(leaves, row + 7 * LANES);
    }

    private static void move4(
            int[] column, byte[] cut, byte[] from, byte[] to, int begin, int end, byte[] bins, int row, byte[] leaves) {
        ByteVector a = ByteVector.zero(BYTES);
        ByteVector b = a, c = a, d = a;
        for (int i = begin; i < end; i++) {
            int at = column[i] * BLOCK + row;
            ByteVector cuts = ByteVector.broadcast(BYTES, cut[i]);
            ByteVector here = ByteVector.broadcast(BYTES, from[i]);
            ByteVector there = ByteVector.broadcast(BYTES, to[i]);
            a = moved(a, bins, at, cuts, here, there);
            b = moved(b, bins, at + LANES, cuts, here, there);
            c = moved(c, bins, at + 2 * LANES, cuts, here, there);
            d = moved(d, bins, at + 3 * LANES, cuts, here, there);
        }
        a.intoArray(leaves, row);
        b.intoArray(leaves, row + LANES);
        c.intoArray(leaves, row + 2 * LANES);
        d.intoArray(leaves, row + 3 * LANES);
    }

    private static void move2(
            int[] column, byte[] cut, byte[] from, byte[] to, int begin, int end, byte[] bins, int row, byte[] leaves) {
        ByteVector a = ByteVector.zero(BYTES);
        ByteVector b = a;
        for (int i = begin; i < end; i++) {
            int at = column[i] * BLOCK + row;
            ByteVector cuts = ByteVector.broadcast(BYTES, cut[i]);
            ByteVector here = ByteVector.broadcast(BYTES, from[i]);
            ByteVector there = ByteVector.broadcast(BYTES, to[i]);
            a = moved(a, bins, at, cuts, here, there);
            b = moved(b, bins, at + LANES, cuts, here, there);
        }
        a.intoArray(leaves, row);
        b.intoArray(leaves, row + LANES);
    }

    private static void move1(
            int[] column, byte[] cut, byte[] from, byte[] to, int begin, int end, byte[] bins, int row, byte[] leaves) {
        ByteVector a = ByteVector.zero(BYTES);
        for (int i = begin; i < end; i++) {
            ByteVector cuts = ByteVector.broadcast(BYTES, cut[i]);
            ByteVector here = ByteVector.broadcast(BYTES, from[i]);
            ByteVector there = ByteVector.broadcast(BYTES, to[i]);
            a = moved(a, bins, column[i] * BLOCK + row, cuts, here, there);
        }
        a.intoArray(leaves, row);
    }
}
