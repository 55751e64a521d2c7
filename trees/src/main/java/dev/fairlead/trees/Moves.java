package dev.fairlead.trees;

import java.util.Arrays;

/**
 * Trees as moves along their leaves, which are numbered from left to right. A row stands, at a node, on the leftmost leaf
 * below it, and so at first on leaf 0. A split that sends the row right moves it to the leftmost leaf of its right side; a row
 * that stands elsewhere never came to the split, and stays. Parents come before their children, so after one pass over the
 * splits each row stands on its own leaf: there is no branch to mispredict and no address that depends on the step before,
 * and a move is three instructions for as many rows as there are lanes: compare bins, compare leaves, blend.
 *
 * <p>(QuickScorer, Lucchese et al., SIGIR 2015, takes the splits in any order and pays with a bit for each leaf, which does
 * not fit a lane.)
 *
 * <p>Trees of at most {@value #MOST_LEAVES} leaves and columns of at most {@value #MOST_COLUMNS} fit.
 *
 * @param first where each tree's moves start, and at last where they end
 * @param column that the split asks
 * @param cut above which a stored bin goes right
 * @param from the leaf that a row stands on at the split, an unsigned byte
 * @param to the leaf that a row stands on to the right of it, an unsigned byte
 * @param firstOutput where each tree's outputs start, from left to right; each tree's are filled up to a multiple of {@value
 *     #FILLED}
 */
record Moves(int[] first, int[] column, byte[] cut, byte[] from, byte[] to, int[] firstOutput, double[] outputs) {
    static final int MOST_LEAVES = 256;
    static final int MOST_COLUMNS = 1 << 16;

    /** To what a tree's outputs are filled up, so that vectors of them can be loaded whole. */
    static final int FILLED = 32;

    static boolean fit(Bins bins) {
        return bins.columns() <= MOST_COLUMNS
                && Arrays.stream(bins.trees())
                        .allMatch(tree -> tree.tree().leaves() <= MOST_LEAVES
                                && tree.tree().linear().isEmpty());
    }

    static Moves of(BinnedTree[] trees) {
        int splits = 0;
        int outputs = 0;
        for (BinnedTree tree : trees) {
            splits = Math.addExact(splits, tree.tree().splits());
            outputs = Math.addExact(outputs, filled(tree));
        }
        var moves = new Moves(
                new int[trees.length + 1],
                new int[splits],
                new byte[splits],
                new byte[splits],
                new byte[splits],
                new int[trees.length],
                new double[outputs]);
        moves.fill(trees);
        return moves;
    }

    private static int filled(BinnedTree tree) {
        return (tree.tree().leaves() + FILLED - 1) / FILLED * FILLED;
    }

    private void fill(BinnedTree[] trees) {
        int output = 0;
        for (int i = 0; i < trees.length; i++) {
            firstOutput[i] = output;
            first[i + 1] = first[i] + trees[i].tree().splits();
            new Writer(trees[i], first[i], output).node(trees[i].tree().splits() == 0 ? ~0 : 0);
            output += filled(trees[i]);
        }
    }

    /** Goes through one tree, whose depth is less than {@value #MOST_LEAVES}. */
    private final class Writer {
        private final BinnedTree tree;
        private final int output;
        private int move;
        private int leaves;

        Writer(BinnedTree tree, int move, int output) {
            this.tree = tree;
            this.move = move;
            this.output = output;
        }

        void node(int node) {
            if (node < 0) {
                outputs[output + leaves++] = tree.tree().leafValue()[~node];
                return;
            }
            int at = move++;
            column[at] = tree.column()[node];
            cut[at] = tree.cut()[node];
            from[at] = (byte) leaves;
            node(tree.tree().left()[node]);
            to[at] = (byte) leaves;
            node(tree.tree().right()[node]);
        }
    }

    int trees() {
        return firstOutput.length;
    }

    /** Room for the outputs of a tree. */
    int outputs(int tree) {
        return (tree + 1 < trees() ? firstOutput[tree + 1] : outputs.length) - firstOutput[tree];
    }

    int moves(int tree) {
        return first[tree + 1] - first[tree];
    }
}
