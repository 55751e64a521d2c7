package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;

/**
 * Walks rows through all trees. Outputs are summed in the order of the trees, in doubles, as LightGBM does, so the sums are
 * equal to the last bit however the walks were grouped.
 */
final class Forest {
    private static final int LANES = Nodes.LANES;

    /** Cells that a pass over the trees keeps at hand: what a first-level cache holds, with room for a tree. */
    private static final int CELLS = 4096;

    private final int classes;
    private final double[] base;
    private final int[] treeClass;
    private final Columns columns;
    private final PackedTree[] trees;
    private final Nodes nodes;
    private final LinearLeaf[] linear;

    Forest(Model model) {
        this.classes = model.classes();
        this.base = model.base();
        this.treeClass = model.treeClass();
        List<Tree> trees = model.trees();
        var builder = new Columns.Builder();
        var packer = new Packer(trees, builder);
        this.trees = trees.stream().map(packer::add).toArray(PackedTree[]::new);
        nodes = packer.nodes();
        linear = packer.linear();
        columns = builder.build();
    }

    /** Sums outputs into {@code out[0 .. rows.count() * classes)}. */
    void score(Rows rows, double[] out) {
        for (int row = 0; row < rows.count(); row++) {
            System.arraycopy(base, 0, out, row * classes, classes);
        }
        if (rows.count() < LANES) {
            scoreEach(rows, out);
        } else {
            scoreChunks(rows, out);
        }
    }

    /** Few rows: lanes are trees, and lanes without a tree repeat the first. */
    private void scoreEach(Rows rows, double[] out) {
        var cells = new double[columns.width()];
        for (int row = 0; row < rows.count(); row++) {
            rows.fill(columns, row, cells, 0);
            score(cells, out, row * classes);
        }
    }

    private void score(double[] cells, double[] out, int to) {
        var at = new int[LANES];
        var slot = new int[LANES];
        for (int first = 0; first < trees.length; first += LANES) {
            int lanes = Math.min(LANES, trees.length - first);
            int steps = 0;
            for (int lane = 0; lane < lanes; lane++) {
                slot[lane] = start(trees[first + lane], cells, 0);
                steps = Math.max(steps, trees[first + lane].depth());
            }
            Arrays.fill(slot, lanes, LANES, slot[0]);
            nodes.descend(cells, at, slot, steps);
            for (int lane = 0; lane < lanes; lane++) {
                out[to + treeClass[first + lane]] += output(trees[first + lane], slot[lane], cells, 0);
            }
        }
    }

    /** Where a lane begins: at the root, or already at the leaf if the tree needs the walk that knows categories. */
    private int start(PackedTree tree, double[] cells, int at) {
        return tree.categorical() ? nodes.walk(cells, at, tree.root()) : tree.root();
    }

    /** Many rows: lanes are rows, and a chunk of rows goes through one tree after the other. */
    private void scoreChunks(Rows rows, double[] out) {
        int width = columns.width();
        int chunk = chunk(rows.count());
        var cells = new double[chunk * width];
        for (int first = 0; first < rows.count(); first += chunk) {
            int count = Math.min(chunk, rows.count() - first);
            for (int row = 0; row < count; row++) {
                rows.fill(columns, first + row, cells, row * width);
            }
            for (int tree = 0; tree < trees.length; tree++) {
                score(trees[tree], cells, count, out, first * classes + treeClass[tree]);
            }
        }
    }

    private int chunk(int rows) {
        int most = Math.max(LANES, CELLS / columns.width() / LANES * LANES);
        return rows < most ? (rows + LANES - 1) / LANES * LANES : most;
    }

    /** Adds one tree's output for each row of a chunk. Lanes past the last row walk through what an earlier row left. */
    private void score(PackedTree tree, double[] cells, int count, double[] out, int to) {
        int width = columns.width();
        var at = new int[LANES];
        var slot = new int[LANES];
        for (int first = 0; first < count; first += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                at[lane] = (first + lane) * width;
                slot[lane] = start(tree, cells, at[lane]);
            }
            nodes.descend(cells, at, slot, tree.categorical() ? 0 : tree.depth());
            for (int lane = 0; lane < Math.min(LANES, count - first); lane++) {
                out[to + (first + lane) * classes] += output(tree, slot[lane], cells, at[lane]);
            }
        }
    }

    private double output(PackedTree tree, int leaf, double[] cells, int at) {
        double output = nodes.threshold(leaf);
        return tree.linear() ? linear[(int) output].output(cells, at) : output;
    }
}
