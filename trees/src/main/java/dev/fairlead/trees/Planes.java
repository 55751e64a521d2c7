package dev.fairlead.trees;

import java.util.Arrays;

/**
 * Trees as QuickScorer sees them (Lucchese et al., SIGIR 2015, <i>QuickScorer</i>): leaves stand from left to right, one
 * bit each, all set at first. A split that sends the row right clears the bits of the leaves to its left; after all splits,
 * in any order, the lowest bit left is the row's leaf. No step depends on the one before, so there is nothing to mispredict
 * and nothing to wait for.
 *
 * <p>Bits are kept in bytes: plane p holds leaves 8p to 8p + 7. A <em>test</em> is one split's effect on one plane: an int
 * of the column (upper half), the cut (next 8 bits) and the bits that stay (last 8).
 *
 * <p>Trees of at most {@value #MOST_LEAVES} leaves and columns of at most {@value #MOST_COLUMNS} fit.
 */
final class Planes {
    static final int MOST_LEAVES = 256;
    static final int MOST_COLUMNS = 1 << 16;

    /** Leaves of a plane. */
    static final int LEAVES = 8;

    private final int[] firstPlane;
    private final int[] firstTest;
    private final int[] tests;
    private final int[] firstOutput;
    private final double[] outputs;

    private Planes(int[] firstPlane, int[] firstTest, int[] tests, int[] firstOutput, double[] outputs) {
        this.firstPlane = firstPlane;
        this.firstTest = firstTest;
        this.tests = tests;
        this.firstOutput = firstOutput;
        this.outputs = outputs;
    }

    static boolean fit(Bins bins) {
        return bins.columns() <= MOST_COLUMNS
                && Arrays.stream(bins.trees())
                        .allMatch(tree -> tree.tree().leaves() <= MOST_LEAVES
                                && tree.tree().linear().isEmpty());
    }

    static Planes of(BinnedTree[] trees) {
        var builder = new PlanesBuilder(trees);
        return new Planes(
                builder.firstPlane(), builder.firstTest(), builder.tests(), builder.firstOutput(), builder.outputs());
    }

    int trees() {
        return firstOutput.length;
    }

    /** The plane, counted over all trees, that a tree's leaves start with; as entry {@code trees()}, their number. */
    int[] firstPlane() {
        return firstPlane;
    }

    /** Where each plane's tests start, and at last where they end. */
    int[] firstTest() {
        return firstTest;
    }

    int[] tests() {
        return tests;
    }

    /** Where each tree's outputs start, from left to right; each tree's are filled up to a multiple of 32. */
    int[] firstOutput() {
        return firstOutput;
    }

    double[] outputs() {
        return outputs;
    }

    /** The most planes of a tree. */
    int most() {
        int most = 0;
        for (int tree = 0; tree < trees(); tree++) {
            most = Math.max(most, firstPlane[tree + 1] - firstPlane[tree]);
        }
        return most;
    }

    static int column(int test) {
        return test >>> 16;
    }

    static byte cut(int test) {
        return (byte) (test >> 8);
    }

    /** The bits that stay when the row goes right. */
    static byte kept(int test) {
        return (byte) test;
    }
}
