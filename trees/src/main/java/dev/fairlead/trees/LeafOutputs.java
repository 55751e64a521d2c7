package dev.fairlead.trees;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds each row's output of a tree to its sum, in doubles. With 512-bit vectors, the outputs of up to {@value #MOST} leaves sit in
 * registers, their upper halves apart from their lower ones, so that looking up sixteen rows is a permutation of ints for each
 * half, and one more puts the halves of eight rows together; otherwise it is a load for each row.
 */
final class LeafOutputs {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_512;
    private static final VectorSpecies<Byte> LEAVES = ByteVector.SPECIES_128;
    private static final int LANES = INTS.length();

    /** Whether permutations out of two registers are one instruction. */
    private static final boolean PERMUTES = ByteVector.SPECIES_PREFERRED.vectorShape() == VectorShape.S_512_BIT;

    /** The most leaves that are looked up in registers. */
    private static final int MOST = 64;

    /** Puts the lower and the upper half of eight ints each together. */
    private static final int[] FIRST_EIGHT = {0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23};

    private static final int[] LAST_EIGHT = {8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31};

    private final Moves moves;
    private final int[] lower;
    private final int[] upper;

    LeafOutputs(Moves moves) {
        this.moves = moves;
        int size = PERMUTES ? moves.outputs().length : 0;
        lower = new int[size];
        upper = new int[size];
        for (int i = 0; i < size; i++) {
            long bits = Double.doubleToRawLongBits(moves.outputs()[i]);
            lower[i] = (int) bits;
            upper[i] = (int) (bits >>> Integer.SIZE);
        }
    }

    /** Adds to {@code sums} from {@code to} on; may write up to fifteen sums past the last row's. */
    void add(int tree, byte[] leaves, double[] sums, int to, int count) {
        int first = moves.firstOutput()[tree];
        int room = moves.outputs(tree);
        if (!PERMUTES || room > MOST) {
            addEach(moves.outputs(), first, leaves, sums, to, count);
        } else if (room > Moves.FILLED) {
            addOf64(lower, upper, first, leaves, sums, to, count);
        } else {
            addOf32(lower, upper, first, leaves, sums, to, count);
        }
    }

    private static void addOf32(int[] lower, int[] upper, int first, byte[] leaves, double[] sums, int to, int count) {
        IntVector low0 = IntVector.fromArray(INTS, lower, first);
        IntVector low1 = IntVector.fromArray(INTS, lower, first + LANES);
        IntVector up0 = IntVector.fromArray(INTS, upper, first);
        IntVector up1 = IntVector.fromArray(INTS, upper, first + LANES);
        IntVector firstEight = IntVector.fromArray(INTS, FIRST_EIGHT, 0);
        IntVector lastEight = IntVector.fromArray(INTS, LAST_EIGHT, 0);
        for (int row = 0; row < count; row += LANES) {
            IntVector leaf =
                    (IntVector) ByteVector.fromArray(LEAVES, leaves, row).castShape(INTS, 0);
            IntVector low = leaf.selectFrom(low0, low1);
            IntVector up = leaf.selectFrom(up0, up1);
            add(firstEight.selectFrom(low, up), sums, to + row);
            add(lastEight.selectFrom(low, up), sums, to + row + LANES / 2);
        }
    }

    private static void addOf64(int[] lower, int[] upper, int first, byte[] leaves, double[] sums, int to, int count) {
        IntVector low0 = IntVector.fromArray(INTS, lower, first);
        IntVector low1 = IntVector.fromArray(INTS, lower, first + LANES);
        IntVector low2 = IntVector.fromArray(INTS, lower, first + 2 * LANES);
        IntVector low3 = IntVector.fromArray(INTS, lower, first + 3 * LANES);
        IntVector up0 = IntVector.fromArray(INTS, upper, first);
        IntVector up1 = IntVector.fromArray(INTS, upper, first + LANES);
        IntVector up2 = IntVector.fromArray(INTS, upper, first + 2 * LANES);
        IntVector up3 = IntVector.fromArray(INTS, upper, first + 3 * LANES);
        IntVector firstEight = IntVector.fromArray(INTS, FIRST_EIGHT, 0);
        IntVector lastEight = IntVector.fromArray(INTS, LAST_EIGHT, 0);
        for (int row = 0; row < count; row += LANES) {
            IntVector leaf =
                    (IntVector) ByteVector.fromArray(LEAVES, leaves, row).castShape(INTS, 0);
            VectorMask<Integer> far = leaf.compare(VectorOperators.GE, 2 * LANES);
            IntVector low = leaf.selectFrom(low0, low1).blend(leaf.selectFrom(low2, low3), far);
            IntVector up = leaf.selectFrom(up0, up1).blend(leaf.selectFrom(up2, up3), far);
            add(firstEight.selectFrom(low, up), sums, to + row);
            add(lastEight.selectFrom(low, up), sums, to + row + LANES / 2);
        }
    }

    private static void add(IntVector halves, double[] sums, int at) {
        DoubleVector.fromArray(DOUBLES, sums, at)
                .add(halves.reinterpretAsDoubles())
                .intoArray(sums, at);
    }

    private static void addEach(double[] outputs, int first, byte[] leaves, double[] sums, int to, int count) {
        for (int row = 0; row < count; row++) {
            sums[to + row] += outputs[first + (leaves[row] & 0xFF)];
        }
    }
}
