package dev.fairlead.trees;

import java.util.List;

/**
 * One tree as LightGBM numbers it: splits 0 .. n−2 with the root at 0, leaves 0 .. n−1; a child is a split if not
 * negative, else the leaf {@code ~child}. Valid by construction: see {@link TreeReader}.
 *
 * @param left child of each split for values that pass it
 * @param right child of each split for values that do not
 * @param feature of each split
 * @param decision bit 0 categorical, bit 1 missing goes left, bits 2–3 {@link Missing}
 * @param threshold of each split; for a categorical one the position of its set in {@code categoryStart}
 * @param gain of each split, 0 if the text has none
 * @param leafValue of each leaf
 * @param categoryStart where each set of categories starts in {@code categoryWords}, and at last where they end
 * @param categoryWords bit sets, 32 categories a word
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
        List<LinearLeaf> linear) {

    int leaves() {
        return leafValue.length;
    }

    int splits() {
        return feature.length;
    }

    boolean categorical(int split) {
        return (decision[split] & 1) != 0;
    }

    boolean missingGoesLeft(int split) {
        return (decision[split] & 2) != 0;
    }

    Missing missing(int split) {
        return Missing.values()[decision[split] >> 2];
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
