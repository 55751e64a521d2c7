package dev.fairlead.trees;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * SHAP values of raw scores, path-dependent: Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution
 * for tree ensembles". Their Algorithm 2 takes time O(leaves · depth²) per row and tree; this takes O(leaves · depth), by
 * quadrature, in sums whose terms have no differences in them until the last step.
 *
 * <h2>The integral</h2>
 *
 * <p>Take one leaf, of output v, and the D features that the path to it asks. For each of them let o be 1 if the row meets
 * all questions on it, else 0, and z the share of the training rows that do: the product of the shares of rows that the
 * splits on the feature send along the path. If only the features of a set S are known, the leaf adds
 * v · Π<sub>S</sub> o · Π<sub>not S</sub> z to the expected score. The Shapley value of feature i is the mean, over all orders of
 * the D features, of what i adds when it becomes known. Draw an order by giving each feature an independent uniform time:
 * at the time t of feature i, every other one is known with probability t. So
 *
 * <pre>φᵢ = v · (oᵢ − zᵢ) · ∫₀¹ Π<sub>j≠i</sub> f(j, t) dt,   f(j, t) = t · oⱼ + (1 − t) · zⱼ.</pre>
 *
 * <p>The integrand is a polynomial in t of degree D − 1, and {@link Quadrature} of D / 2 points or more is exact. All
 * factors are 0 or more.
 *
 * <h2>The walk</h2>
 *
 * <p>With P = v · Πⱼ f(j, t) over all features of a path, φᵢ is a sum over points, with weights w, of
 * w · P · (oᵢ − zᵢ) / f(i, t). Where oᵢ = 1, f is 1 / r with r = 1 / (t + (1 − t) zᵢ), the inverse of
 * {@link PathTree#inverse}; where oᵢ = 0 it is (1 − t) zᵢ. In both cases (oᵢ − zᵢ) / f(i, t) = (oᵢ · rᵢ − 1) / (1 − t); this
 * needs no division by an f that may be 0. The weights w / (1 − t) are what P starts with at the root.
 *
 * <ol>
 *   <li>Down the tree: P of a child is that of its split, with the factor of the split's feature replaced by the child's.
 *       If the row met all questions on the feature so far, this is P · r(above) times 1 / r or (1 − t) z, on the side where
 *       the row goes and on the other side; if it failed one, both sides get P times their shares of the split's rows.
 *   <li>Up the tree: S of a split is the sum of P over the leaves below it. Every edge that asks feature i adds
 *       S · (o · r − 1) / (1 − t) of its own and takes away the same of the nearest edge above that asks i, whose leaves
 *       these are no longer. The −1 cancel, and of the two edges of a split o is 1 for one, {@code hot}, if the row met all
 *       questions before, else for none. So a split adds S(hot) · r(hot) − S · r(above), or nothing. Where there is no edge
 *       above, r is 1, as if the feature had been met before by all training rows.
 * </ol>
 *
 * <p>A side that no training row went to has z = 0. Where the row does not go there either, P is 0 and stays 0 below;
 * where it does, r is 1 / t.
 */
final class Contributions {
    private final Model model;
    private final Bins bins;
    private final PathSums paths;
    private final BinSearch search = new BinarySearch();
    private final int features;
    private final int classes;
    private volatile @Nullable Prepared prepared;

    /** What is only made when someone asks. */
    private record Prepared(PathTree[] trees, double[] expected, ScratchPool<Working> pool) {}

    /** What a call writes: bins as bytes and as doubles, what {@link PathSums} wants, and one pass's contributions. */
    private record Working(Scratch bins, double[] columns, double[] paths, double[] sums) {}

    Contributions(Model model, Bins bins, PathSums paths) {
        this.model = model;
        this.bins = bins;
        this.paths = paths;
        features = model.features();
        classes = model.classes();
    }

    /** Writes the contributions of {@code count} rows; see {@link TreeEnsemble#contributions}. */
    void of(float[] rows, int count, double[] out) {
        Prepared ready = prepared();
        Working working = ready.pool.take();
        for (int done = 0; done < count; done += paths.rows()) {
            int some = Math.min(paths.rows(), count - done);
            bins.find(search, rows, done * features, some, working.bins, 1, paths.rows());
            add(ready, working);
            store(ready, working.sums, some, out, done);
        }
        ready.pool.give(working);
    }

    /** Writes the contributions of rows of doubles. */
    void of(double[] rows, int count, double[] out) {
        Prepared ready = prepared();
        Working working = ready.pool.take();
        for (int done = 0; done < count; done += paths.rows()) {
            int some = Math.min(paths.rows(), count - done);
            bins.find(search, rows, done * features, some, working.bins, 1, paths.rows());
            add(ready, working);
            store(ready, working.sums, some, out, done);
        }
        ready.pool.give(working);
    }

    /** Rows of the pass past the last one are what an earlier pass left, and are not read. */
    private void add(Prepared ready, Working working) {
        for (int i = 0; i < working.columns.length; i++) {
            working.columns[i] = working.bins.bins[i];
        }
        Arrays.fill(working.sums, 0);
        for (PathTree tree : ready.trees) {
            int to = tree.outputClass() * features * paths.rows();
            paths.add(tree, working.columns, working.paths, working.sums, to);
        }
    }

    private void store(Prepared ready, double[] sums, int rows, double[] out, int first) {
        int to = first * classes * (features + 1);
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < classes; c++) {
                for (int feature = 0; feature < features; feature++) {
                    out[to++] = sums[(c * features + feature) * paths.rows() + row];
                }
                out[to++] = ready.expected[c];
            }
        }
    }

    private Prepared prepared() {
        Prepared ready = prepared;
        if (ready == null) {
            synchronized (this) {
                ready = prepared;
                if (ready == null) {
                    ready = prepare();
                    prepared = ready;
                }
            }
        }
        return ready;
    }

    private Prepared prepare() {
        var trees = new PathTree[bins.trees().length];
        double[] expected = model.base().clone();
        var builder = new PathTreeBuilder();
        int slots = 1;
        int products = 1;
        for (int i = 0; i < trees.length; i++) {
            requireCovers(i, bins.trees()[i].tree());
            trees[i] = builder.build(bins.trees()[i], model.treeClass()[i]);
            expected[trees[i].outputClass()] += trees[i].expected();
            slots = Math.max(slots, trees[i].slots());
            products = Math.max(products, trees[i].inverse().length);
        }
        int mostSlots = slots;
        int mostProducts = products;
        return new Prepared(trees, expected, new ScratchPool<>(() -> working(mostSlots, mostProducts)));
    }

    private Working working(int slots, int products) {
        int rows = paths.rows();
        int cells = Math.multiplyExact(rows, bins.columns());
        return new Working(
                new Scratch(rows, cells, 0, 0, 0, 0, 0),
                new double[cells],
                paths.scratch(slots, products),
                new double[Math.multiplyExact(Math.multiplyExact(classes, features), rows)]);
    }

    private static void requireCovers(int number, Tree tree) {
        if (!tree.linear().isEmpty()) {
            throw new IllegalStateException(
                    "tree " + number + " of the model has linear leaves, for which contributions are"
                            + " not defined; train without linear_tree");
        }
        if (tree.splits() > 0 && (tree.leafCover().length == 0 || tree.splitCover().length == 0)) {
            throw new IllegalStateException(
                    "tree " + number + " of the model has no counts of training rows (leaf_count and"
                            + " internal_count), which contributions are weighted by; save the model with them");
        }
        if (Arrays.stream(tree.leafCover()).anyMatch(cover -> cover < 0)
                || Arrays.stream(tree.splitCover()).anyMatch(cover -> cover < 0)) {
            throw new IllegalStateException(
                    "tree " + number + " of the model has a negative count of training rows, and"
                            + " contributions cannot be weighted by it; save the model again");
        }
    }
}
