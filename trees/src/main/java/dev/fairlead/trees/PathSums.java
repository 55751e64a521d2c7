package dev.fairlead.trees;

/** Adds what one tree contributes to one row. The formulas are in {@link Contributions}. */
interface PathSums {
    /** How many partial sums make up a feature's contribution. */
    int lanes();

    /**
     * @param bins the row's, from {@code at} on
     * @param products scratch, {@code slots × points}
     * @param open scratch, one per slot
     * @param sums receives partial sums, {@link #lanes()} for each feature, those of the first from {@code to} on
     */
    void add(PathTree tree, byte[] bins, int at, double[] products, boolean[] open, double[] sums, int to);
}
