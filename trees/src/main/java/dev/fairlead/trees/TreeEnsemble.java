package dev.fairlead.trees;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model of LightGBM or XGBoost, ready to score. Immutable; any number of threads may score at once.
 *
 * <p>Raw scores of LightGBM models equal LightGBM's own to the last bit: the same comparisons, and outputs summed in double
 * precision in the order of the trees.
 *
 * <p>Raw scores of XGBoost models take the same way through every tree and are the sum, in double precision, of the same
 * floats: the base score's margin and one leaf of each tree (in dart times its weight). XGBoost sums them in floats, so its
 * own score differs by its rounding: to first order at most n · 2⁻²⁴ · (|margin| + Σ |leaf|) for n trees, and for dart,
 * which rounds each leaf more often, four times that.
 *
 * <p>A row holds {@link #features()} values in the order of {@link #featureNames()}; NaN is allowed and means what it meant
 * in training. A categorical feature holds the number of its category. For LightGBM floats are widened to doubles before
 * comparing, and what is at most 1e-35 away from 0 is 0; for XGBoost doubles are rounded to floats.
 */
public final class TreeEnsemble {
    /** A model of fewer splits than this is left to the walk unless someone asks for more. */
    private static final int TUNED_SPLITS = 256;

    private final Model model;
    private final Kernels kernels;
    private final boolean fixed;
    private volatile Choice choice;
    private volatile List<KernelTime> times = List.of();
    private final double[] gains;
    private final double[] splits;

    private TreeEnsemble(TreeEnsemble other, Kernel kernel) {
        model = other.model;
        kernels = other.kernels;
        gains = other.gains;
        splits = other.splits;
        choice = Choice.of(kernels, kernel);
        fixed = true;
    }

    private TreeEnsemble(Model model) {
        this.model = model;
        kernels = new Kernels(model);
        Optional<Kernel> wanted = Kernel.wanted();
        choice = Choice.of(kernels, wanted.orElse(Kernel.WALK));
        fixed = wanted.isPresent();
        gains = new double[features()];
        splits = new double[features()];
        model.trees().forEach(this::addImportance);
    }

    /**
     * Reads a model text: LightGBM's, as {@code Booster.save_model} and {@code model_to_string} write it, versions v2, v3 and
     * v4; or XGBoost's JSON, as {@code Booster.save_model("model.json")} writes it, versions 1 to 3.
     *
     * @throws ModelFormatException if the text is damaged, or holds what this reader does not know
     */
    public static TreeEnsemble parse(String modelText) {
        return loaded(ModelBytes.read(modelText));
    }

    /**
     * Reads the content of a model file: a text as {@link #parse(String)} reads, in UTF-8, or XGBoost's UBJSON, as {@code
     * Booster.save_model("model.ubj")} writes it. How the content starts tells which it is.
     *
     * @throws ModelFormatException if it is damaged, or holds what this reader does not know
     */
    public static TreeEnsemble parse(byte[] modelFile) {
        return loaded(ModelBytes.read(modelFile));
    }

    private static TreeEnsemble loaded(Model model) {
        var ensemble = new TreeEnsemble(model);
        if (!ensemble.fixed && model.trees().stream().mapToInt(Tree::splits).sum() >= TUNED_SPLITS) {
            Tuner.add(ensemble);
        }
        return ensemble;
    }

    /**
     * Reads a model file; see {@link #parse(byte[])}.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFormatException if its content is not a readable model
     */
    public static TreeEnsemble read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    /** Values per row. */
    public int features() {
        return model.names().size();
    }

    /** One name per feature, in row order. */
    public List<String> featureNames() {
        return model.names();
    }

    /** Trees of all iterations and classes. */
    public int trees() {
        return model.trees().size();
    }

    /** Scores per row: 1, except for a model of several classes. */
    public int classes() {
        return model.classes();
    }

    /** The objective with its parameters, as the model says it, such as {@code binary sigmoid:1}; or {@code none}. */
    public String objective() {
        return model.objective();
    }

    /** What the model is: its format, its size, its kinds of splits. */
    public Description describe() {
        return Description.of(model);
    }

    /**
     * The raw score of one row, for a model of one class.
     *
     * @param rows holds the row in {@code rows[offset .. offset + features())}
     * @throws IndexOutOfBoundsException if it does not
     * @throws IllegalStateException if the model has more classes
     */
    public double raw(float[] rows, int offset) {
        Objects.checkFromIndexSize(offset, features(), rows.length);
        requireOneClass();
        return choice.runner(1).raw(rows, offset);
    }

    /** The raw score of one row of doubles; see {@link #raw(float[], int)}. */
    public double raw(double[] rows, int offset) {
        Objects.checkFromIndexSize(offset, features(), rows.length);
        requireOneClass();
        return choice.runner(1).raw(rows, offset);
    }

    private void requireOneClass() {
        if (classes() != 1) {
            throw new IllegalStateException(
                    "the model has " + classes() + " classes and one row has as many scores; call raw(rows, 1, out)");
        }
    }

    /**
     * Raw scores of many rows: sums of tree outputs, before {@link #transform}.
     *
     * @param rows {@code count} × {@link #features()} values, row-major; may be longer
     * @param count how many rows
     * @param out receives {@code count} × {@link #classes()} scores, row-major; may be longer
     * @throws IllegalArgumentException if an array is too short or the count negative
     */
    public void raw(float[] rows, int count, double[] out) {
        requireRoom(rows.length, count, out.length);
        choice.runner(count).raw(rows, 0, count, out, 0);
    }

    /** Raw scores of many rows of doubles; see {@link #raw(float[], int, double[])}. */
    public void raw(double[] rows, int count, double[] out) {
        requireRoom(rows.length, count, out.length);
        choice.runner(count).raw(rows, 0, count, out, 0);
    }

    /**
     * Raw scores of many rows, by several threads: this one and others of the common pool.
     *
     * @param threads among how many the rows are divided at most, at least 1; a model that is warm takes more than one only
     *     where that promises to be done in seven tenths of the time, by what one thread and two took when it was warmed up
     * @throws IllegalArgumentException if an array is too short, the count negative or there is no thread
     */
    public void raw(float[] rows, int count, double[] out, int threads) {
        requireRoom(rows.length, count, out.length);
        share(
                count,
                threads,
                (first, some) -> choice.runner(some).raw(rows, first * features(), some, out, first * classes()));
    }

    /** Raw scores of many rows of doubles, by several threads; see {@link #raw(float[], int, double[], int)}. */
    public void raw(double[] rows, int count, double[] out, int threads) {
        requireRoom(rows.length, count, out.length);
        share(
                count,
                threads,
                (first, some) -> choice.runner(some).raw(rows, first * features(), some, out, first * classes()));
    }

    private void share(int count, int threads, RowTask.Piece piece) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + " and must be at least 1");
        }
        new RowTask(piece, 0, count, choice.threads(count, threads)).invoke();
    }

    /**
     * Predictions of many rows: {@link #raw(float[], int, double[])}, then {@link #transform}.
     *
     * @param out has room for {@code count} × {@link #classes()} numbers, of which the first {@code count} × {@link
     *     #outputs()} become the predictions
     */
    public void predict(float[] rows, int count, double[] out) {
        raw(rows, count, out);
        transform(out, count);
    }

    /** Predictions of many rows of doubles. */
    public void predict(double[] rows, int count, double[] out) {
        raw(rows, count, out);
        transform(out, count);
    }

    /**
     * The leaf that each row comes to in each tree, as the library numbers them: LightGBM from 0 to the tree's leaves less
     * one, XGBoost with the numbers of nodes, splits among them, as {@code pred_leaf} gives.
     *
     * @param rows {@code count} × {@link #features()} values, row-major; may be longer
     * @param count how many rows
     * @param out receives {@code count} × {@link #trees()} leaves, row-major; may be longer
     * @throws IllegalArgumentException if an array is too short or the count negative
     */
    public void leaves(float[] rows, int count, int[] out) {
        requireLeaves(rows.length, count, out.length);
        kernels.leaves(rows, count, out);
        nameLeaves(count, out);
    }

    /** The leaves of rows of doubles; see {@link #leaves(float[], int, int[])}. */
    public void leaves(double[] rows, int count, int[] out) {
        requireLeaves(rows.length, count, out.length);
        kernels.leaves(rows, count, out);
        nameLeaves(count, out);
    }

    private void nameLeaves(int count, int[] out) {
        int trees = trees();
        for (int tree = 0; tree < trees; tree++) {
            int[] number = model.trees().get(tree).leafNumber();
            for (int i = tree; number.length > 0 && i < count * trees; i += trees) {
                out[i] = number[out[i]];
            }
        }
    }

    private void requireLeaves(int values, int count, int leaves) {
        requireRows(values, count);
        if (leaves < (long) count * trees()) {
            throw new IllegalArgumentException(
                    "the leaves of " + count + " rows in " + trees() + " trees do not fit an array of " + leaves);
        }
    }

    /**
     * What each feature contributes to each row's raw score: its SHAP value, where features that are left out are replaced
     * by what the training rows did (Lundberg, Erion and Lee 2018, "Consistent individualized feature attribution for tree
     * ensembles", Algorithm 2, known as path-dependent TreeSHAP). The same as LightGBM's {@code pred_contrib}, but for
     * rounding. A row's contributions and expected value of a class add up to its score from {@link #raw}; so for a
     * random forest, too, they are sums over the trees, not means. If the model's counts do not add up, LightGBM's
     * expected value is not what the contributions start from, and this one is; a split without training rows, of which
     * LightGBM makes NaN, gives both sides one half.
     *
     * @param rows {@code count} × {@link #features()} values, row-major; may be longer
     * @param count how many rows
     * @param out receives {@code count} × {@link #classes()} × ({@link #features()} + 1) values, row-major: for each class
     *     the contributions of the features and then the expected value, the mean score over the training rows; may be
     *     longer
     * @throws IllegalArgumentException if an array is too short or the count negative
     * @throws IllegalStateException if the model has no counts of training rows, or negative ones, or linear trees
     */
    public void contributions(float[] rows, int count, double[] out) {
        requireContributions(rows.length, count, out.length);
        kernels.contributions().of(rows, count, out);
    }

    /** The contributions in rows of doubles; see {@link #contributions(float[], int, double[])}. */
    public void contributions(double[] rows, int count, double[] out) {
        requireContributions(rows.length, count, out.length);
        kernels.contributions().of(rows, count, out);
    }

    private void requireContributions(int values, int count, int room) {
        requireRows(values, count);
        if (room < (long) count * classes() * (features() + 1)) {
            throw new IllegalArgumentException("the contributions of " + features() + " features to the scores of "
                    + count + " rows and " + classes() + " classes do not fit an array of " + room);
        }
    }

    private void requireRows(int values, int count) {
        if (count < 0 || values < (long) count * features()) {
            throw new IllegalArgumentException(
                    count + " rows of " + features() + " features do not fit an array of " + values + " values");
        }
    }

    private void requireRoom(int values, int count, int scores) {
        requireRows(values, count);
        requireScores(count, scores);
    }

    private void requireScores(int count, int scores) {
        if (count < 0 || scores < (long) count * classes()) {
            throw new IllegalArgumentException(
                    "the scores of " + count + " rows and " + classes() + " classes do not fit an array of " + scores);
        }
    }

    /**
     * Predictions per row: {@link #classes()}, but for XGBoost's {@code multi:softmax}, which predicts one thing, the
     * class.
     */
    public int outputs() {
        return model.output().outputs(classes());
    }

    /**
     * Turns raw scores in place into what LightGBM predicts without {@code raw_score}, and XGBoost without {@code
     * output_margin}: probabilities for binary, multiclass and cross entropy; means for Poisson, gamma, Tweedie and
     * square-root regression; the number of the class of the largest score for XGBoost's {@code multi:softmax}, the first
     * of equals; unchanged scores for ranking and other regression. A random forest's sums first become means over its iterations; the means of a v2
     * forest are probabilities already. The exponential is
     * Java's, so the last bit may differ from LightGBM's.
     *
     * @param raw {@code count} × {@link #classes()} scores from {@code raw}; may be longer. Its first {@code count} × {@link
     *     #outputs()} numbers become the predictions, row-major
     * @param count how many rows
     * @throws IllegalArgumentException if the array is too short or the count negative
     */
    public void transform(double[] raw, int count) {
        requireScores(count, raw.length);
        if (model.average()) {
            int iterations = trees() / classes();
            for (int i = 0; i < count * classes(); i++) {
                raw[i] /= iterations;
            }
        }
        int outputs = outputs();
        for (int row = 0; row < count; row++) {
            model.output().convert(raw, row * classes(), classes());
            if (outputs < classes()) {
                System.arraycopy(raw, row * classes(), raw, row * outputs, outputs);
            }
        }
    }

    /** Iterations of boosting; 0 if the model does not say how many trees one has. */
    public int iterations() {
        return model.iterations();
    }

    /**
     * The model of the first iterations alone, such as those up to the best one on validation data: what LightGBM predicts
     * with {@code num_iteration} and XGBoost with {@code iteration_range}.
     *
     * @param iterations from 1 to {@link #iterations()}
     * @throws IllegalArgumentException if the model has fewer, or does not say how many it has
     */
    public TreeEnsemble first(int iterations) {
        if (iterations < 1 || iterations > iterations()) {
            throw new IllegalArgumentException("the model has "
                    + (iterations() == 0 ? "an unknown number of" : String.valueOf(iterations()))
                    + " iterations, and its first " + iterations + " were asked for");
        }
        return loaded(model.first(iterations));
    }

    /** The kernel that scores this many rows in a call, as things stand. */
    public Kernel kernel(int rows) {
        return choice.kernel(rows);
    }

    /** The same model, scored by one kernel whatever the number of rows.
     *
     * @throws IllegalStateException if the machine or the model does not allow it
     */
    public TreeEnsemble using(Kernel kernel) {
        return new TreeEnsemble(this, kernel);
    }

    /** Whether the machine and the model allow a kernel. */
    public boolean supports(Kernel kernel) {
        return kernels.supports(kernel);
    }

    /**
     * Compiles and times the kernels and goes over to the fastest for each number of rows. This also happens by itself,
     * on a thread of its own, soon after a model of some size is loaded; until then {@link Kernel#WALK} scores, and
     * scores the same. A caller that wants a model at full speed before it takes traffic calls this first. It takes a
     * tenth of a second, or one to three seconds for the first model of a process. Of a model fixed to one kernel, it
     * only warms that up.
     */
    public void warmUp() {
        synchronized (kernels) {
            if (times.isEmpty()) {
                Tuning tuning = Tuning.of(model, kernels);
                if (!fixed) {
                    choice = tuning.choice();
                }
                times = tuning.times();
            }
        }
    }

    /** What {@link #warmUp} measured; empty before. */
    public List<KernelTime> kernelTimes() {
        return times;
    }

    /** The total gain of the splits on each feature. Like LightGBM, counts splits of positive gain only. */
    public double[] gainImportance() {
        return gains.clone();
    }

    /** The number of splits on each feature. Like LightGBM, counts splits of positive gain only. */
    public double[] splitImportance() {
        return splits.clone();
    }

    private void addImportance(Tree tree) {
        for (int split = 0; split < tree.splits(); split++) {
            float gain = tree.gain()[split];
            if (gain > 0) {
                gains[tree.feature()[split]] += gain;
                splits[tree.feature()[split]]++;
            }
        }
    }
}
