package dev.fairlead.trees;

/**
 * Finds bins. Value {@code f} of row {@code r} is {@code rows[from + r * width + f]}; the bin of column {@code c} goes to
 * {@code scratch.bins[r * rowStep + c * columnStep]}.
 */
interface BinSearch {
    void find(Cuts cuts, float[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep);

    void find(Cuts cuts, double[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep);

    /**
     * Looks bins up: that of row {@code r} is {@code table[at + line]}, with the line, at most 256 of them, as an unsigned
     * byte of {@code lines[r]}; it goes to {@code bins[to + r]}. The table has room for 256 lines, and the arrays for whole
     * vectors of rows.
     */
    void pick(byte[] table, int at, int count, byte[] lines, int rows, byte[] bins, int to);
}
