package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SHAP values beside Shapley's formula itself, over all subsets of features. */
class ContributionsTest {
    private static final int FEATURES = 6;
    private static final int ROWS = 21;

    private final Random random = new Random(17);

    @Test
    void valuesAreShapleysOverAllSubsets() {
        for (int i = 0; i < 60; i++) {
            int classes = i % 4 == 0 ? 3 : 1;
            GrownModel grown = grown(classes, classes * 3, FEATURES, 1 + random.nextInt(24), i % 3 == 0);
            double[] rows = rows(ROWS, FEATURES);
            double[] expected = shapley(ModelBytes.read(grown.text()), rows);
            for (PathSums paths : List.of(new PlainPathSums(), new LanePathSums())) {
                Model model = ModelBytes.read(grown.text());
                var found = new double[expected.length];
                new Contributions(model, BinsBuilder.build(model), paths).of(rows, ROWS, found);
                assertArrayEquals(expected, found, 1e-10, "model " + i);
            }
        }
    }

    @Test
    void sumsAreRawScores() {
        for (int leaves : new int[] {2, 31, 255, 700}) {
            GrownModel grown = grown(1, 8, 40, leaves, true);
            TreeEnsemble model = TreeEnsemble.parse(grown.text());
            double[] rows = rows(ROWS, 40);
            var floats = new float[rows.length];
            IntStream.range(0, rows.length).forEach(i -> floats[i] = (float) rows[i]);
            var widened =
                    IntStream.range(0, rows.length).mapToDouble(i -> floats[i]).toArray();
            var found = new double[ROWS * 41];
            var fromFloats = new double[ROWS * 41];
            var raw = new double[ROWS];
            model.contributions(widened, ROWS, found);
            model.contributions(floats, ROWS, fromFloats);
            model.raw(widened, ROWS, raw);
            assertArrayEquals(found, fromFloats);
            for (int row = 0; row < ROWS; row++) {
                double sum = Arrays.stream(found, row * 41, row * 41 + 41).sum();
                assertEquals(raw[row], sum, 1e-9, leaves + " leaves");
            }
        }
    }

    @Test
    void refusesModelsThatTheyAreNotDefinedFor() {
        var linear = new GrownModel(2, 1, "none", false, List.of(GrownTree.grow(random, 2, 5, false, true)));
        var uncounted = new GrownModel(2, 1, "none", false, List.of(GrownTree.grow(random, 2, 5, false, false)));
        refused("linear leaves", linear);
        refused("no counts of training rows", uncounted);
        TreeEnsemble model = TreeEnsemble.parse(grown(1, 1, 2, 4, false).text());
        assertThrows(IllegalArgumentException.class, () -> model.contributions(new double[4], 2, new double[5]));
    }

    private static void refused(String saying, GrownModel grown) {
        TreeEnsemble model = TreeEnsemble.parse(grown.text());
        String message = assertThrows(
                        IllegalStateException.class, () -> model.contributions(new double[2], 1, new double[3]))
                .getMessage();
        assertTrue(String.valueOf(message).contains(saying), message);
    }

    private double[] rows(int count, int features) {
        return IntStream.range(0, count * features)
                .mapToDouble(_ -> Values.any(random))
                .toArray();
    }

    private GrownModel grown(int classes, int trees, int features, int leaves, boolean categorical) {
        return new GrownModel(
                features,
                classes,
                "none",
                false,
                IntStream.range(0, trees)
                        .mapToObj(_ -> GrownTree.grow(random, features, leaves, categorical, false)
                                .counted(random, features))
                        .toList());
    }

    private static double[] shapley(Model model, double[] rows) {
        int each = FEATURES + 1;
        var values = new double[ROWS * model.classes() * each];
        for (int row = 0; row < ROWS; row++) {
            double[] of = Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES);
            for (int c = 0; c < model.classes(); c++) {
                int at = (row * model.classes() + c) * each;
                values[at + FEATURES] = game(model, c, of, 0);
                for (int feature = 0; feature < FEATURES; feature++) {
                    values[at + feature] = shapley(model, c, of, feature);
                }
            }
        }
        return values;
    }

    private static double shapley(Model model, int c, double[] row, int feature) {
        double sum = 0;
        for (int known = 0; known < 1 << FEATURES; known++) {
            if ((known >> feature & 1) == 0) {
                int size = Integer.bitCount(known);
                double orders = factorial(size) * factorial(FEATURES - size - 1) / factorial(FEATURES);
                sum += orders * (game(model, c, row, known | 1 << feature) - game(model, c, row, known));
            }
        }
        return sum;
    }

    private static double factorial(int n) {
        return n <= 1 ? 1 : n * factorial(n - 1);
    }

    /** The expected score if the features of a set are known. */
    private static double game(Model model, int c, double[] row, int known) {
        double sum = 0;
        for (int i = 0; i < model.trees().size(); i++) {
            Tree tree = model.trees().get(i);
            sum += model.treeClass()[i] == c ? expected(tree, tree.splits() == 0 ? ~0 : 0, row, known) : 0;
        }
        return sum;
    }

    private static double expected(Tree tree, int node, double[] row, int known) {
        if (node < 0) {
            return tree.leafValue()[~node];
        }
        int left = tree.left()[node];
        int right = tree.right()[node];
        if ((known >> tree.feature()[node] & 1) != 0) {
            return expected(tree, goesLeft(tree, node, row) ? left : right, row, known);
        }
        double all = tree.splitCover()[node];
        double share = all == 0 ? 0.5 : (left < 0 ? tree.leafCover()[~left] : tree.splitCover()[left]) / all;
        return share * expected(tree, left, row, known) + (1 - share) * expected(tree, right, row, known);
    }

    private static boolean goesLeft(Tree tree, int split, double[] row) {
        double value = GrownNode.zeroed(row[tree.feature()[split]]);
        if (tree.categorical(split)) {
            int set = (int) tree.threshold()[split];
            int words = tree.categoryStart()[set + 1] - tree.categoryStart()[set];
            int category = Double.isNaN(value) ? -1 : (int) value;
            return category >= 0
                    && category >> 5 < words
                    && (tree.categoryWords()[tree.categoryStart()[set] + (category >> 5)] >>> category & 1) != 0;
        }
        double read = Double.isNaN(value) && tree.missing(split) != Tree.Missing.NAN ? 0 : value;
        boolean missing = tree.missing(split) == Tree.Missing.NAN && Double.isNaN(read)
                || tree.missing(split) == Tree.Missing.ZERO && read == 0;
        return missing ? tree.missingGoesLeft(split) : read <= tree.threshold()[split];
    }
}
