package dev.fairlead.trees;

/** What one call writes while it scores; see {@link ScratchPool}. */
final class Scratch {
    final byte[] bins;
    final byte[] leaves;
    final int[] lines;
    final byte[] shortLines;
    final int[] slots;
    final double[] sums;
    final double[] cells;

    /** For {@link LaneSearch}: columns of rows, squares on their way there, and where each row stands in a {@link CutTree}. */
    final float[] values;

    final float[] squares;
    final int[] nodes;

    /**
     * @param rows of one pass
     * @param bins bytes for the columns of all rows
     * @param leaves bytes for leaf positions
     * @param sums doubles for scores
     * @param cells doubles for the rows' features, where leaves need them
     * @param values floats for columns of rows
     * @param squares floats for squares
     */
    Scratch(int rows, int bins, int leaves, int sums, int cells, int values, int squares) {
        this.bins = new byte[bins];
        this.leaves = new byte[leaves];
        this.lines = new int[rows];
        this.shortLines = new byte[rows];
        this.slots = new int[Walk.LANES];
        this.sums = new double[sums];
        this.cells = new double[cells];
        this.values = new float[values];
        this.squares = new float[squares];
        this.nodes = new int[values > 0 ? rows : 0];
    }
}
