package dev.fairlead.trees;

import java.util.List;
import java.util.Optional;

/**
 * One tree: splits 0 .. n−2 with the root at 0, leaves 0 .. n−1; a child is a split if not negative, else the leaf
 * {@code ~child}. Readers make it and answer for it: see {@link #requireWalkable}.
 *
 * @param left child of each split for values that pass it
 * @param right child of each split for values that do not
 * @param feature of each split
 * @param decision bit 0 categorical, bit 1 missing goes left, bits 2–3 {@link Missing}; NaN is the missing value of a
 *     categorical split, whatever bits 2–3 say
 * @param threshold of each split; for a categorical one the position of its set in {@code categoryStart}
 * @param gain of each split, 0 if the text has none
 * @param leafValue of each leaf
 * @param categoryStart where each set of categories starts in {@code categoryWords}, and at last where they end
 * @param categoryWords bit sets, 32 categories a word
 * @param leafCover training rows, or their weight, that came to each leaf; empty if the model does not say
 * @param splitCover those that came to each split; empty if the model does not say
 * @param leafNumber what the library calls each leaf, where that is not its position; else empty
 * @param linear one function per leaf, or empty if leaves are constant
 */
record Tree(
        int[] left,
        int[] right,
        int[] feature,
        int[] decision,
        double[] threshold,
        float[] gain,
        double[] leafValue,
        int[] categoryStart,
        int[] categoryWords,
        double[] leafCover,
        double[] splitCover,
        int[] leafNumber,
        List<LinearLeaf> linear) {

    static final int CATEGORICAL = 1;
    static final int MISSING_LEFT = 2;

    int leaves() {
        return leafValue.length;
    }

    int splits() {
        return feature.length;
    }

    boolean categorical(int split) {
        return (decision[split] & CATEGORICAL) != 0;
    }

    boolean missingGoesLeft(int split) {
        return (decision[split] & MISSING_LEFT) != 0;
    }

    Missing missing(int split) {
        return Missing.values()[decision[split] >> 2];
    }

    /**
     * What is wrong with the links, if anything is. Walks from the root: with each node met at most once and all met at the
     * end, there is no cycle and no orphan.
     */
    Optional<String> brokenLink() {
        var splitMet = new boolean[splits()];
        var leafMet = new boolean[leaves()];
        var waiting = new int[leaves()];
        int depth = 0;
        waiting[depth++] = splits() == 0 ? ~0 : 0;
        int met = 0;
        while (depth > 0) {
            int node = waiting[--depth];
            int index = node < 0 ? ~node : node;
            boolean[] before = node < 0 ? leafMet : splitMet;
            if (index >= before.length || before[index]) {
                return Optional.of((index >= before.length ? "lead outside to " : "lead twice to ")
                        + (node < 0 ? "leaf " : "split ")
                        + index);
            }
            before[index] = true;
            met++;
            if (node >= 0) {
                waiting[depth++] = left[node];
                waiting[depth++] = right[node];
            }
        }
        return met == splits() + leaves()
                ? Optional.empty()
                : Optional.of("reach " + met + " of " + (splits() + leaves()) + " nodes");
    }

    /** Which values of a feature take the default direction, in the order of LightGBM's codes. */
    enum Missing {
        /** None does; NaN is compared as 0. */
        NONE,
        /** Zero and NaN do. */
        ZERO,
        /** NaN does. */
        NAN
    }
}
