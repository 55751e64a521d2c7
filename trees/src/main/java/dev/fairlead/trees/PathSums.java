package dev.fairlead.trees;

/** Adds what one tree contributes to the rows of one pass. The formulas are in {@link Contributions}. */
interface PathSums {
    /** Rows of one pass. */
    int rows();

    /** Scratch for trees of at most so many slots and products of a row. */
    double[] scratch(int slots, int products);

    /**
     * Adds to {@code sums}: the contribution of feature f to row r at {@code to + f * rows() + r}.
     *
     * @param bins that of column c and row r at {@code c * rows() + r}
     */
    void add(PathTree tree, double[] bins, double[] scratch, double[] sums, int to);
}
