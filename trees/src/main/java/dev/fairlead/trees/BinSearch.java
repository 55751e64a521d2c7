package dev.fairlead.trees;

/**
 * Finds bins. Value {@code f} of row {@code r} is {@code rows[from + r * width + f]}; the bin of column {@code c} goes to
 * {@code bins[r * rowStep + c * columnStep]}.
 */
interface BinSearch {
    void find(Cuts cuts, float[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep);

    void find(Cuts cuts, double[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep);
}
