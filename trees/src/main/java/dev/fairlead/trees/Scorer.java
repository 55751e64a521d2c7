package dev.fairlead.trees;

/**
 * Sums the outputs of all trees for a block of rows whose bins have been found. Sums start at the class's base and grow in
 * the order of the trees, in doubles, as LightGBM's do, so they are equal to the last bit however rows and trees are
 * grouped.
 */
interface Scorer {
    /** The most rows of one pass. */
    int block();

    /** From a row's bins to the next row's. */
    int rowStep();

    /** From a column's bins to the next column's. */
    int columnStep();

    Scratch scratch();

    /** Scores {@code count} rows of {@code scratch.bins}; row r of class c goes to {@code scratch.sums[c * block() + r]}. */
    void score(Scratch scratch, int count);
}
