package dev.fairlead.experiment.nonparametric;

/**
 * A sample in cells as narrow as memory allows: a fold. At first a cell is one value, and nothing is lost. When more than a
 * fixed number of cells are taken, all become twice as wide until fewer are (a uniform collapse, as in UDDSketch, Epicoco,
 * Melle, Cafaro, Pulimeno and Morleo 2020). A cell is a range of floating-point numbers that begin with the same bits, so that
 * cells grow with the distance from 0, and any finite value has one. How wide cells are depends on the values alone, not on
 * their order: it merges exactly, in any order.
 *
 * <p>A cell keeps its rows, its least and greatest value, and how sums over clusters change there: with k rows of a cluster up
 * to the cell, and n in all, Σ k² and Σ k n. So errors by cluster can be read at every quantile.
 */
public final class QuantileSketch {
    /** Cells of a sketch unless it is told otherwise: at most 4 MB of rows, 6 MB of clusters of several rows. */
    public static final int CELLS = 65_536;

    private final int most;
    private final CellTable cells = new CellTable();
    private long clusters;
    private long sizes;

    public QuantileSketch() {
        this(CELLS);
    }

    /** @param most cells, at least 64 */
    public QuantileSketch(int most) {
        Check.that(most >= 64 && most <= 1 << 24, "a sketch has from 64 cells to " + (1 << 24) + ", not " + most);
        this.most = most;
    }

    /** A row that stands for itself. */
    public void add(double value) {
        Check.that(Double.isFinite(value), "a row has the value " + value + "; only finite numbers can be compared");
        cells.add(value);
        clusters++;
        sizes++;
        narrow();
    }

    /** All rows of one cluster. */
    public void add(double... cluster) {
        double[] sorted = Check.sorted(cluster, "a cluster");
        long n = sorted.length;
        for (int k = 0; k < n; k++) {
            cells.add(sorted[k], 2L * k + 1, n);
        }
        clusters++;
        sizes += n * n;
        narrow();
    }

    private void narrow() {
        if (cells.size() > most) {
            cells.narrow(most);
        }
    }

    /** Other clusters, which stay as they are. */
    public void merge(QuantileSketch other) {
        Check.that(most == other.most, "sketches of " + most + " and " + other.most + " cells cannot be merged");
        cells.merge(other.cells, most);
        clusters += other.clusters;
        sizes += other.sizes;
    }

    /** Rows so far. */
    public long rows() {
        return cells.rows();
    }

    /** What it holds now, to be read. It must hold a row. */
    public ClusteredSample sample() {
        return new SketchedSample(cells.sorted(), clusters, sizes);
    }
}
