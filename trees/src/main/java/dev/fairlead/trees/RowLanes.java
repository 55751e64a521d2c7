package dev.fairlead.trees;

import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Planes} with rows in the lanes of byte vectors: 64 rows a vector on AVX-512, 32 on AVX2, and eight vectors a
 * pass. For each tree:
 *
 * <ol>
 *   <li>{@link #test8 Tests}: each plane starts with all bits set, and each of its tests compares a column with a cut and
 *       clears bits where the bin is above it: a load, a compare, an and, a blend for 64 rows. Eight accumulators hide
 *       their latencies and share the loading of the test.
 *   <li>{@link #leaves Leaves}: the first plane with a bit left and that bit's position are the leaf's, a byte.
 *   <li>{@link #add Outputs}: the leaf's output is added to the row's sum, in doubles. With up to 32 leaves the outputs of
 *       the whole tree sit in four 512-bit registers, and looking one up is a permutation; otherwise it is a load.
 * </ol>
 *
 * <p>Bins lie column by column, so that neighbouring rows are neighbouring bytes. Lanes past the last row compute on what
 * an earlier pass left, and are not read.
 */
final class RowLanes implements Scorer {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();
    private static final int BLOCK = 8 * LANES;

    /** Whether two-table permutations of doubles are one instruction. */
    private static final boolean PERMUTES = BYTES.vectorShape() == VectorShape.S_512_BIT;

    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Byte> EIGHT = ByteVector.SPECIES_64;
    private static final int TABLE = 32;

    private final Bins bins;
    private final Planes planes;
    private final int[] firstPlane;
    private final int[] firstTest;
    private final int[] tests;
    private final int[] firstOutput;
    private final double[] outputs;
    private final double[] base;
    private final int[] treeClass;

    RowLanes(Model model, Bins bins, Planes planes) {
        this.bins = bins;
        this.planes = planes;
        base = model.base();
        treeClass = model.treeClass();
        firstPlane = planes.firstPlane();
        firstTest = planes.firstTest();
        tests = planes.tests();
        firstOutput = planes.firstOutput();
        outputs = planes.outputs();
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
                BLOCK, Math.multiplyExact(BLOCK, bins.columns()), BLOCK * planes.most(), BLOCK, BLOCK * base.length, 0);
    }

    @Override
    public void score(Scratch scratch, int count) {
        for (int c = 0; c < base.length; c++) {
            Arrays.fill(scratch.sums, c * BLOCK, c * BLOCK + count, base[c]);
        }
        for (int tree = 0; tree < firstOutput.length; tree++) {
            int plane = firstPlane[tree];
            int last = firstPlane[tree + 1];
            for (int p = plane; p < last; p++) {
                test(p, scratch, (p - plane) * BLOCK, count);
            }
            for (int row = 0; row < count; row += LANES) {
                leaves(scratch.planes, last - plane, row, scratch.leaves);
            }
            int to = treeClass[tree] * BLOCK;
            if (PERMUTES && last - plane <= TABLE / Planes.LEAVES) {
                add(outputs, firstOutput[tree], scratch.leaves, scratch.sums, to, count);
            } else {
                addOne(outputs, firstOutput[tree], scratch.leaves, scratch.sums, to, count);
            }
        }
    }

    /** Runs one plane's tests for all rows, by as many vectors at a time as there are rows for. */
    private void test(int plane, Scratch scratch, int to, int count) {
        int begin = firstTest[plane];
        int end = firstTest[plane + 1];
        if (count > 4 * LANES) {
            test8(tests, begin, end, scratch.bins, scratch.planes, to);
            return;
        }
        int row = 0;
        for (; row + LANES < count; row += 2 * LANES) {
            test2(tests, begin, end, scratch.bins, row, scratch.planes, to + row);
        }
        if (row < count) {
            test1(tests, begin, end, scratch.bins, row, scratch.planes, to + row);
        }
    }

    private static ByteVector tested(ByteVector bits, byte[] bins, int at, ByteVector cut, ByteVector kept) {
        return bits.blend(bits.and(kept), ByteVector.fromArray(BYTES, bins, at).compare(VectorOperators.GT, cut));
    }

    private static void test8(int[] tests, int begin, int end, byte[] bins, byte[] planes, int to) {
        ByteVector a = ByteVector.broadcast(BYTES, (byte) -1);
        ByteVector b = a, c = a, d = a, e = a, f = a, g = a, h = a;
        for (int i = begin; i < end; i++) {
            int test = tests[i];
            int at = Planes.column(test) * BLOCK;
            ByteVector cut = ByteVector.broadcast(BYTES, Planes.cut(test));
            ByteVector kept = ByteVector.broadcast(BYTES, Planes.kept(test));
            a = tested(a, bins, at, cut, kept);
            b = tested(b, bins, at + LANES, cut, kept);
            c = tested(c, bins, at + 2 * LANES, cut, kept);
            d = tested(d, bins, at + 3 * LANES, cut, kept);
            e = tested(e, bins, at + 4 * LANES, cut, kept);
            f = tested(f, bins, at + 5 * LANES, cut, kept);
            g = tested(g, bins, at + 6 * LANES, cut, kept);
            h = tested(h, bins, at + 7 * LANES, cut, kept);
        }
        a.intoArray(planes, to);
        b.intoArray(planes, to + LANES);
        c.intoArray(planes, to + 2 * LANES);
        d.intoArray(planes, to + 3 * LANES);
        e.intoArray(planes, to + 4 * LANES);
        f.intoArray(planes, to + 5 * LANES);
        g.intoArray(planes, to + 6 * LANES);
        h.intoArray(planes, to + 7 * LANES);
    }

    private static void test2(int[] tests, int begin, int end, byte[] bins, int row, byte[] planes, int to) {
        ByteVector a = ByteVector.broadcast(BYTES, (byte) -1);
        ByteVector b = a;
        for (int i = begin; i < end; i++) {
            int test = tests[i];
            int at = Planes.column(test) * BLOCK + row;
            ByteVector cut = ByteVector.broadcast(BYTES, Planes.cut(test));
            ByteVector kept = ByteVector.broadcast(BYTES, Planes.kept(test));
            a = tested(a, bins, at, cut, kept);
            b = tested(b, bins, at + LANES, cut, kept);
        }
        a.intoArray(planes, to);
        b.intoArray(planes, to + LANES);
    }

    private static void test1(int[] tests, int begin, int end, byte[] bins, int row, byte[] planes, int to) {
        ByteVector a = ByteVector.broadcast(BYTES, (byte) -1);
        for (int i = begin; i < end; i++) {
            int test = tests[i];
            ByteVector cut = ByteVector.broadcast(BYTES, Planes.cut(test));
            ByteVector kept = ByteVector.broadcast(BYTES, Planes.kept(test));
            a = tested(a, bins, Planes.column(test) * BLOCK + row, cut, kept);
        }
        a.intoArray(planes, to);
    }

    /** Goes through the planes from the last to the first, so that the first with a bit left prevails. */
    private static void leaves(byte[] planes, int count, int row, byte[] leaves) {
        ByteVector bits = ByteVector.fromArray(BYTES, planes, (count - 1) * BLOCK + row);
        ByteVector leaf = ByteVector.broadcast(BYTES, (byte) ((count - 1) * Planes.LEAVES));
        for (int p = count - 2; p >= 0; p--) {
            ByteVector plane = ByteVector.fromArray(BYTES, planes, p * BLOCK + row);
            VectorMask<Byte> left = plane.compare(VectorOperators.NE, (byte) 0);
            bits = bits.blend(plane, left);
            leaf = leaf.blend((byte) (p * Planes.LEAVES), left);
        }
        ByteVector lowest = bits.and(bits.neg());
        leaf = leaf.add((byte) 1, lowest.and((byte) 0xAA).compare(VectorOperators.NE, (byte) 0));
        leaf = leaf.add((byte) 2, lowest.and((byte) 0xCC).compare(VectorOperators.NE, (byte) 0));
        leaf = leaf.add((byte) 4, lowest.and((byte) 0xF0).compare(VectorOperators.NE, (byte) 0));
        leaf.intoArray(leaves, row);
    }

    /** Adds outputs of at most {@value #TABLE} leaves, eight rows at a time. */
    private static void add(double[] outputs, int first, byte[] leaves, double[] sums, int to, int count) {
        LongVector a = DoubleVector.fromArray(DOUBLES, outputs, first).reinterpretAsLongs();
        LongVector b = DoubleVector.fromArray(DOUBLES, outputs, first + 8).reinterpretAsLongs();
        LongVector c = DoubleVector.fromArray(DOUBLES, outputs, first + 16).reinterpretAsLongs();
        LongVector d = DoubleVector.fromArray(DOUBLES, outputs, first + 24).reinterpretAsLongs();
        for (int row = 0; row < count; row += DOUBLES.length()) {
            LongVector leaf =
                    (LongVector) ByteVector.fromArray(EIGHT, leaves, row).castShape(LONGS, 0);
            DoubleVector output = leaf.selectFrom(a, b)
                    .blend(leaf.selectFrom(c, d), leaf.compare(VectorOperators.GE, 16))
                    .reinterpretAsDoubles();
            DoubleVector.fromArray(DOUBLES, sums, to + row).add(output).intoArray(sums, to + row);
        }
    }

    private static void addOne(double[] outputs, int first, byte[] leaves, double[] sums, int to, int count) {
        for (int row = 0; row < count; row++) {
            sums[to + row] += outputs[first + (leaves[row] & 0xFF)];
        }
    }
}
