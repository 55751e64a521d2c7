package dev.fairlead.trees;

import java.util.stream.IntStream;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Planes} with trees in the lanes of byte vectors, for few rows: 64 trees a vector. The trees of a group run their
 * n-th test of a plane together, each of a column of its own: the row's bins sit in up to four registers, and fetching 64
 * of them is a permutation of bytes. That takes a processor with AVX-512 VBMI; without it Java falls back to something
 * very slow, which the timing at load finds out.
 *
 * <p>Planes with fewer tests than the longest of their group are filled up with a test that keeps all bits. Trees are
 * grouped by their number of tests so that this is rare; sums still grow in the order of the model's trees.
 */
final class TreeLanes implements Scorer {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();

    /** Registers of bins. */
    private static final int REGISTERS = 4;

    private static final int BLOCK = 16;

    private final Bins bins;
    private final double[] base;
    private final int[] treeClass;
    private final int[] firstOutput;
    private final double[] outputs;

    /** Where each tree's leaf is written. */
    private final int[] lane;

    private final int registers;

    /** The plane, counted over all groups, that each group starts with, and at last their number. */
    private final int[] firstPlane;

    /** Where each plane's tests start in the three arrays below, in vectors, and at last where they end. */
    private final int[] firstTest;

    private final byte[] column;
    private final byte[] cut;
    private final byte[] kept;

    TreeLanes(Model model, Bins bins, Planes planes) {
        this.bins = bins;
        base = model.base();
        treeClass = model.treeClass();
        firstOutput = planes.firstOutput();
        outputs = planes.outputs();
        registers = (bins.columns() + LANES - 1) / LANES;
        var groups = new TreeGroups(planes, LANES);
        lane = groups.lane();
        firstPlane = groups.firstPlane();
        firstTest = groups.firstTest();
        column = groups.column();
        cut = groups.cut();
        kept = groups.kept();
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
        int groups = firstPlane.length - 1;
        int planes = IntStream.range(0, groups)
                .map(group -> firstPlane[group + 1] - firstPlane[group])
                .max()
                .orElse(0);
        return new Scratch(BLOCK, BLOCK * rowStep(), planes * LANES, groups * LANES, BLOCK * base.length, 0);
    }

    @Override
    public void score(Scratch scratch, int count) {
        for (int row = 0; row < count; row++) {
            for (int group = 0; group + 1 < firstPlane.length; group++) {
                test(scratch.bins, row * rowStep(), group, scratch.planes);
                leaves(scratch.planes, firstPlane[group + 1] - firstPlane[group], scratch.leaves, group * LANES);
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

    /**
     * Runs the tests of a group's planes and writes the bits that are left. (They go through an array, since a vector that a
     * method returns is an object, unless the method is compiled into its caller.)
     */
    private void test(byte[] row, int at, int group, byte[] planes) {
        if (registers <= 1) {
            test1(row, at, firstPlane[group], firstPlane[group + 1], planes);
        } else if (registers == 2) {
            test2(row, at, firstPlane[group], firstPlane[group + 1], planes);
        } else {
            test4(row, at, firstPlane[group], firstPlane[group + 1], planes);
        }
    }

    /** Goes through the planes from the last to the first, so that the first with a bit left prevails. */
    private static void leaves(byte[] planes, int count, byte[] leaves, int to) {
        ByteVector bits = ByteVector.fromArray(BYTES, planes, (count - 1) * LANES);
        ByteVector leaf = ByteVector.broadcast(BYTES, (byte) ((count - 1) * Planes.LEAVES));
        for (int plane = count - 2; plane >= 0; plane--) {
            ByteVector tested = ByteVector.fromArray(BYTES, planes, plane * LANES);
            VectorMask<Byte> left = tested.compare(VectorOperators.NE, (byte) 0);
            bits = bits.blend(tested, left);
            leaf = leaf.blend((byte) (plane * Planes.LEAVES), left);
        }
        ByteVector lowest = bits.and(bits.neg());
        leaf = leaf.add((byte) 1, lowest.and((byte) 0xAA).compare(VectorOperators.NE, (byte) 0));
        leaf = leaf.add((byte) 2, lowest.and((byte) 0xCC).compare(VectorOperators.NE, (byte) 0));
        leaf = leaf.add((byte) 4, lowest.and((byte) 0xF0).compare(VectorOperators.NE, (byte) 0));
        leaf.intoArray(leaves, to);
    }

    private ByteVector tested(ByteVector bits, ByteVector bin, int i) {
        return bits.blend(
                bits.and(ByteVector.fromArray(BYTES, kept, i)),
                bin.compare(VectorOperators.GT, ByteVector.fromArray(BYTES, cut, i)));
    }

    /** All bins in one register. */
    private void test1(byte[] row, int at, int first, int end, byte[] planes) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        for (int plane = first; plane < end; plane++) {
            ByteVector bits = ByteVector.broadcast(BYTES, (byte) -1);
            for (int i = firstTest[plane]; i < firstTest[plane + 1]; i += LANES) {
                bits = tested(bits, ByteVector.fromArray(BYTES, column, i).selectFrom(a), i);
            }
            bits.intoArray(planes, (plane - first) * LANES);
        }
    }

    private void test2(byte[] row, int at, int first, int end, byte[] planes) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        ByteVector b = ByteVector.fromArray(BYTES, row, at + LANES);
        for (int plane = first; plane < end; plane++) {
            ByteVector bits = ByteVector.broadcast(BYTES, (byte) -1);
            for (int i = firstTest[plane]; i < firstTest[plane + 1]; i += LANES) {
                bits = tested(bits, ByteVector.fromArray(BYTES, column, i).selectFrom(a, b), i);
            }
            bits.intoArray(planes, (plane - first) * LANES);
        }
    }

    private void test4(byte[] row, int at, int first, int end, byte[] planes) {
        ByteVector a = ByteVector.fromArray(BYTES, row, at);
        ByteVector b = ByteVector.fromArray(BYTES, row, at + LANES);
        ByteVector c = ByteVector.fromArray(BYTES, row, at + 2 * LANES);
        ByteVector d = ByteVector.fromArray(BYTES, row, at + 3 * LANES);
        for (int plane = first; plane < end; plane++) {
            ByteVector bits = ByteVector.broadcast(BYTES, (byte) -1);
            for (int i = firstTest[plane]; i < firstTest[plane + 1]; i += LANES) {
                ByteVector from = ByteVector.fromArray(BYTES, column, i);
                VectorMask<Byte> upper = from.compare(VectorOperators.UGE, (byte) (2 * LANES));
                ByteVector bin = from.selectFrom(a, b).blend(from.selectFrom(c, d), upper);
                bits = tested(bits, bin, i);
            }
            bits.intoArray(planes, (plane - first) * LANES);
        }
    }
}
