package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Finds the bins of sixteen rows at once, for {@link RowLanes} on 512-bit vectors: sixteen columns at a time are transposed
 * ({@link Transposition}), and each column's cuts are a {@link CutTree}, whose levels sit in registers. To go down a level is to pick a
 * cut for each row, which is a permutation, to compare, and to count one more cut below where the row's value is above.
 *
 * <p>What does not fit, few rows and rows of doubles, is left to {@link VectorSearch}.
 */
final class LaneSearch implements BinSearch {
    /** Whether permutations out of two registers are one instruction. */
    static final boolean SUPPORTED = ByteVector.SPECIES_PREFERRED.vectorShape() == VectorShape.S_512_BIT;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_128;
    private static final int LANES = FLOATS.length();

    /** Fewer rows are found one by one. */
    private static final int LEAST_ROWS = 8;

    private final VectorSearch other = new VectorSearch();
    private final CutTree[] trees;

    /** All columns, in the order of their features. */
    private final int[] order;

    /** Whether the column before, in that order, has the same feature and cuts: only what is missing differs. */
    private final boolean[] repeated;

    LaneSearch(Cuts cuts) {
        trees = new CutTree[cuts.columns()];
        Arrays.setAll(trees, column -> CutTree.of(cuts, column));
        order = IntStream.range(0, cuts.columns())
                .boxed()
                .sorted(Comparator.comparingInt(column -> cuts.feature()[column]))
                .mapToInt(Integer::intValue)
                .toArray();
        repeated = new boolean[order.length];
        for (int i = 1; i < order.length; i++) {
            repeated[i] = cuts.feature()[order[i]] == cuts.feature()[order[i - 1]]
                    && Arrays.equals(trees[order[i]].cuts(), trees[order[i - 1]].cuts());
        }
    }

    @Override
    public void find(
            Cuts cuts, float[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep) {
        if (count < LEAST_ROWS || rowStep != 1) {
            other.find(cuts, rows, from, width, count, scratch, rowStep, columnStep);
            return;
        }
        int first = 0;
        for (int i = 0; i < order.length; i++) {
            int feature = cuts.feature()[order[i]];
            if (i == 0 || feature >= first + Transposition.COLUMNS) {
                first = feature;
                Transposition.transpose(rows, from + first, width, count, scratch.values, scratch.squares);
            }
            int column = order[i];
            int at = (feature - first) * Transposition.ROWS;
            if (!repeated[i]) {
                descend(trees[column], scratch.values, at, count, scratch.nodes);
            }
            store(
                    scratch,
                    at,
                    count,
                    (float) cuts.zero()[column],
                    cuts.missing()[column],
                    trees[column].leaves(),
                    column * columnStep);
        }
    }

    /** Level by level, so that each loop is small enough to be compiled whole. */
    private static void descend(CutTree tree, float[] values, int at, int count, int[] nodes) {
        float[] cuts = tree.cuts();
        five(cuts, values, at, count, nodes);
        if (tree.depth() > 5) {
            sixth(cuts, values, at, count, nodes);
        }
        if (tree.depth() > 6) {
            seventh(cuts, values, at, count, nodes);
        }
        if (tree.depth() > 7) {
            eighth(cuts, values, at, count, nodes);
        }
    }

    private static IntVector level(float[] cuts, int at) {
        return FloatVector.fromArray(FLOATS, cuts, at).reinterpretAsInts();
    }

    /** The node below: the right one where the value is above the cut. */
    private static IntVector below(IntVector node, IntVector cut, FloatVector value) {
        return node.add(node)
                .add(
                        1,
                        cut.reinterpretAsFloats()
                                .compare(VectorOperators.LT, value)
                                .cast(INTS));
    }

    private static void five(float[] cuts, float[] values, int at, int count, int[] nodes) {
        IntVector upper = level(cuts, 0);
        IntVector fifth = level(cuts, LANES);
        IntVector root = FloatVector.broadcast(FLOATS, cuts[1]).reinterpretAsInts();
        IntVector one = IntVector.broadcast(INTS, 1);
        for (int row = 0; row < count; row += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, at + row);
            IntVector node = below(one, root, value);
            node = below(node, node.selectFrom(upper), value);
            node = below(node, node.selectFrom(upper), value);
            node = below(node, node.selectFrom(upper), value);
            below(node, node.selectFrom(fifth), value).intoArray(nodes, row);
        }
    }

    private static void sixth(float[] cuts, float[] values, int at, int count, int[] nodes) {
        IntVector a = level(cuts, 2 * LANES);
        IntVector b = level(cuts, 3 * LANES);
        for (int row = 0; row < count; row += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, at + row);
            IntVector node = IntVector.fromArray(INTS, nodes, row);
            below(node, node.selectFrom(a, b), value).intoArray(nodes, row);
        }
    }

    private static void seventh(float[] cuts, float[] values, int at, int count, int[] nodes) {
        IntVector a = level(cuts, 4 * LANES);
        IntVector b = level(cuts, 5 * LANES);
        IntVector c = level(cuts, 6 * LANES);
        IntVector d = level(cuts, 7 * LANES);
        for (int row = 0; row < count; row += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, at + row);
            IntVector node = IntVector.fromArray(INTS, nodes, row);
            VectorMask<Integer> far = node.compare(VectorOperators.GE, 6 * LANES);
            IntVector cut = node.selectFrom(a, b).blend(node.selectFrom(c, d), far);
            below(node, cut, value).intoArray(nodes, row);
        }
    }

    private static void eighth(float[] cuts, float[] values, int at, int count, int[] nodes) {
        IntVector a = level(cuts, 8 * LANES);
        IntVector b = level(cuts, 9 * LANES);
        IntVector c = level(cuts, 10 * LANES);
        IntVector d = level(cuts, 11 * LANES);
        IntVector e = level(cuts, 12 * LANES);
        IntVector f = level(cuts, 13 * LANES);
        IntVector g = level(cuts, 14 * LANES);
        IntVector h = level(cuts, 15 * LANES);
        for (int row = 0; row < count; row += LANES) {
            FloatVector value = FloatVector.fromArray(FLOATS, values, at + row);
            IntVector node = IntVector.fromArray(INTS, nodes, row);
            VectorMask<Integer> far = node.compare(VectorOperators.GE, 12 * LANES);
            VectorMask<Integer> odd = node.and(2 * LANES).compare(VectorOperators.NE, 0);
            IntVector near = node.selectFrom(a, b).blend(node.selectFrom(c, d), odd);
            IntVector cut = near.blend(node.selectFrom(e, f).blend(node.selectFrom(g, h), odd), far);
            below(node, cut, value).intoArray(nodes, row);
        }
    }

    /** Nodes below the last level are numbered from {@code leaves} on, by the number of cuts below the value. */
    private static void store(Scratch scratch, int at, int count, float zero, byte missing, int leaves, int to) {
        IntVector instead = IntVector.broadcast(INTS, missing);
        for (int row = 0; row < count; row += LANES) {
            VectorMask<Float> there = FloatVector.fromArray(FLOATS, scratch.values, at + row)
                    .abs()
                    .compare(VectorOperators.GT, zero);
            IntVector bin = IntVector.fromArray(INTS, scratch.nodes, row).sub(leaves + Cuts.BIAS);
            ((ByteVector) instead.blend(bin, there.cast(INTS)).convertShape(VectorOperators.I2B, BYTES, 0))
                    .intoArray(scratch.bins, to + row);
        }
    }

    @Override
    public void find(
            Cuts cuts, double[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep) {
        other.find(cuts, rows, from, width, count, scratch, rowStep, columnStep);
    }

    @Override
    public void pick(byte[] table, int at, int count, byte[] lines, int rows, byte[] bins, int to) {
        other.pick(table, at, count, lines, rows, bins, to);
    }
}
