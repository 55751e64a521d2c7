package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
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

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final int LANES = INTS.length();

    /** The magnitude of infinity; NaN is beyond. */
    static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    /** Fewer rows are found one by one. */
    private static final int LEAST_ROWS = 8;

    /**
     * One loop over the rows of a column. They are called through this, and not by name, so that the compiler does not
     * put them all into one method, which it would then not compile whole.
     */
    private interface Pass {
        void run(CutTree tree, Scratch scratch, int at, int count, Cuts cuts, int column);
    }

    private static final Pass FIVE =
            (tree, scratch, at, count, _, _) -> five(tree.cuts(), scratch.values, at, count, scratch.nodes);
    private static final Pass SIXTH =
            (tree, scratch, at, count, _, _) -> sixth(tree.cuts(), scratch.values, at, count, scratch.nodes);
    private static final Pass SEVENTH =
            (tree, scratch, at, count, _, _) -> seventh(tree.cuts(), scratch.values, at, count, scratch.nodes);
    private static final Pass EIGHTH =
            (tree, scratch, at, count, _, _) -> eighth(tree.cuts(), scratch.values, at, count, scratch.nodes);
    private static final Pass STORE = (tree, scratch, at, count, cuts, column) -> store(
            scratch,
            at,
            count,
            (float) cuts.zero()[column],
            cuts.missing()[column],
            tree.leaves(),
            column * RowLanes.BLOCK);
    private static final Pass[] LAST = {STORE};

    /** By depth. */
    private static final Pass[][] PASSES = {
        {FIVE, STORE}, {FIVE, SIXTH, STORE}, {FIVE, SIXTH, SEVENTH, STORE}, {FIVE, SIXTH, SEVENTH, EIGHTH, STORE}
    };

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
        if (count < LEAST_ROWS || columnStep != RowLanes.BLOCK) {
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
            Pass[] passes = repeated[i] ? LAST : PASSES[trees[column].depth() - CutTree.LEAST];
            for (Pass pass : passes) {
                pass.run(trees[column], scratch, at, count, cuts, column);
            }
        }
    }

    /** The node below: the right one where the value is above the cut. */
    private static IntVector below(IntVector node, IntVector cut, IntVector value) {
        return node.add(node).add(1, cut.compare(VectorOperators.LT, value));
    }

    private static void five(int[] cuts, int[] values, int at, int count, int[] nodes) {
        IntVector upper = IntVector.fromArray(INTS, cuts, 0);
        IntVector fifth = IntVector.fromArray(INTS, cuts, LANES);
        IntVector root = IntVector.broadcast(INTS, cuts[1]);
        IntVector one = IntVector.broadcast(INTS, 1);
        for (int row = 0; row < count; row += LANES) {
            IntVector value = IntVector.fromArray(INTS, values, at + row);
            IntVector node = below(one, root, value);
            node = below(node, node.selectFrom(upper), value);
            node = below(node, node.selectFrom(upper), value);
            node = below(node, node.selectFrom(upper), value);
            below(node, node.selectFrom(fifth), value).intoArray(nodes, row);
        }
    }

    private static void sixth(int[] cuts, int[] values, int at, int count, int[] nodes) {
        IntVector a = IntVector.fromArray(INTS, cuts, 2 * LANES);
        IntVector b = IntVector.fromArray(INTS, cuts, 3 * LANES);
        for (int row = 0; row < count; row += LANES) {
            IntVector value = IntVector.fromArray(INTS, values, at + row);
            IntVector node = IntVector.fromArray(INTS, nodes, row);
            below(node, node.selectFrom(a, b), value).intoArray(nodes, row);
        }
    }

    private static void seventh(int[] cuts, int[] values, int at, int count, int[] nodes) {
        IntVector a = IntVector.fromArray(INTS, cuts, 4 * LANES);
        IntVector b = IntVector.fromArray(INTS, cuts, 5 * LANES);
        IntVector c = IntVector.fromArray(INTS, cuts, 6 * LANES);
        IntVector d = IntVector.fromArray(INTS, cuts, 7 * LANES);
        for (int row = 0; row < count; row += LANES) {
            IntVector value = IntVector.fromArray(INTS, values, at + row);
            IntVector node = IntVector.fromArray(INTS, nodes, row);
            VectorMask<Integer> far = node.compare(VectorOperators.GE, 6 * LANES);
            IntVector cut = node.selectFrom(a, b).blend(node.selectFrom(c, d), far);
            below(node, cut, value).intoArray(nodes, row);
        }
    }

    private static void eighth(int[] cuts, int[] values, int at, int count, int[] nodes) {
        IntVector a = IntVector.fromArray(INTS, cuts, 8 * LANES);
        IntVector b = IntVector.fromArray(INTS, cuts, 9 * LANES);
        IntVector c = IntVector.fromArray(INTS, cuts, 10 * LANES);
        IntVector d = IntVector.fromArray(INTS, cuts, 11 * LANES);
        IntVector e = IntVector.fromArray(INTS, cuts, 12 * LANES);
        IntVector f = IntVector.fromArray(INTS, cuts, 13 * LANES);
        IntVector g = IntVector.fromArray(INTS, cuts, 14 * LANES);
        IntVector h = IntVector.fromArray(INTS, cuts, 15 * LANES);
        for (int row = 0; row < count; row += LANES) {
            IntVector value = IntVector.fromArray(INTS, values, at + row);
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
        int least = zero < 0 ? 0 : Float.floatToRawIntBits(zero) + 1;
        for (int row = 0; row < count; row += LANES) {
            IntVector value = IntVector.fromArray(INTS, scratch.values, at + row);
            IntVector magnitude = value.lanewise(VectorOperators.ASHR, 31).lanewise(VectorOperators.XOR, value);
            VectorMask<Integer> there =
                    magnitude.compare(VectorOperators.LE, INFINITE, magnitude.compare(VectorOperators.GE, least));
            IntVector bin = IntVector.fromArray(INTS, scratch.nodes, row).sub(leaves + Cuts.BIAS);
            instead.blend(bin, there).intoArray(scratch.lines, row);
        }
        narrow(scratch.lines, count, scratch.bins, to);
    }

    /** The compiler makes vectors of this by itself. */
    private static void narrow(int[] bin, int count, byte[] bins, int to) {
        for (int row = 0; row < count; row++) {
            bins[to + row] = (byte) bin[row];
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
