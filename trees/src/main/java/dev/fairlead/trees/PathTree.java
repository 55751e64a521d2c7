package dev.fairlead.trees;

/**
 * A tree laid out for {@link PathSums}. Splits are numbered breadth first. Each node has a slot: the root slot 0, the left
 * child of split k slot 2k + 1, the right one 2k + 2; so a split's slot is below those of everything under it.
 *
 * <p>A slot also stands for the edge that leads to it, and what is said of it is about the feature that this edge asks:
 * all edges on the path that ask the same feature count as one, and the lowest of them speaks for all.
 *
 * @param rule the quadrature, of points enough for the longest path
 * @param start of each point t: its weight, divided by 1 − t
 * @param column of each split; see {@link BinnedTree}
 * @param cut of each split
 * @param feature of each split
 * @param slot of each split
 * @param above of each split, the slot of the nearest edge above it that asks the same feature, or 0
 * @param reciprocal of each slot: 1 / z, where z is the share of the training rows that meets all questions on its
 *     feature, 1 in slot 0; or 0 where z is 0
 * @param weight of each slot: z times {@code value}
 * @param value of each slot, the leaf's output, or 1 for a split
 * @param inverse for each slot and point t: 1 / (t + (1 − t) z)
 * @param outputClass that the tree adds to
 * @param expected the mean output, over the training rows
 */
record PathTree(
        Quadrature rule,
        double[] start,
        int[] column,
        byte[] cut,
        int[] feature,
        int[] slot,
        int[] above,
        double[] reciprocal,
        double[] weight,
        double[] value,
        double[] inverse,
        int outputClass,
        double expected) {

    int splits() {
        return slot.length;
    }

    int slots() {
        return value.length;
    }
}
