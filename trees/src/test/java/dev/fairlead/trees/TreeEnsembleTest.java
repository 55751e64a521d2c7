package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeEnsembleTest {
    private static final int MODELS = 400;

    @Test
    void scoresRowsOfDoublesAsTheNaiveWalkDoesToTheLastBit() {
        var random = new Random(1);
        for (int round = 0; round < MODELS; round++) {
            GrownModel grown = GrownModel.grow(random);
            var model = TreeEnsemble.parse(grown.text());
            int count = random.nextInt(600) / (1 + random.nextInt(60));
            double[] rows = doubles(random, count * grown.features());
            double[] expected = expected(grown, rows, count);
            for (TreeEnsemble way : ways(model)) {
                double[] out = new double[count * grown.classes() + 1];
                out[count * grown.classes()] = Double.NaN;
                way.raw(rows, count, out);
                assertArrayEquals(expected, Arrays.copyOf(out, count * grown.classes()));
                assertTrue(Double.isNaN(out[count * grown.classes()]));
            }
        }
    }

    @Test
    void scoresRowsOfFloatsAsTheirWidenedDoubles() {
        var random = new Random(2);
        for (int round = 0; round < MODELS; round++) {
            GrownModel grown = GrownModel.grow(random);
            var model = TreeEnsemble.parse(grown.text());
            int count = random.nextInt(140);
            float[] rows = floats(random, count * grown.features());
            double[] expected = expected(grown, widened(rows), count);
            for (TreeEnsemble way : ways(model)) {
                var out = new double[count * grown.classes()];
                way.raw(rows, count, out);
                assertArrayEquals(expected, out);
            }
        }
    }

    @Test
    void scoresOneRowAsTheMatrixDoes() {
        var random = new Random(3);
        for (int round = 0; round < MODELS; round++) {
            GrownModel grown = GrownModel.grow(random);
            var model = TreeEnsemble.parse(grown.text());
            if (grown.classes() > 1) {
                assertThrows(IllegalStateException.class, () -> model.raw(new double[grown.features()], 0));
                continue;
            }
            float[] rows = floats(random, 10 * grown.features());
            double[] expected = expected(grown, widened(rows), 10);
            for (TreeEnsemble way : ways(model)) {
                for (int row = 0; row < 10; row++) {
                    assertEquals(expected[row], way.raw(rows, row * grown.features()));
                    assertEquals(expected[row], way.raw(widened(rows), row * grown.features()));
                }
            }
        }
    }

    @Test
    void scoresTheSameFromManyThreadsAtOnce() throws Exception {
        var random = new Random(4);
        GrownModel grown = GrownModel.grow(random);
        var model = TreeEnsemble.parse(grown.text());
        double[] rows = doubles(random, 200 * grown.features());
        double[] expected = expected(grown, rows, 200);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var scored = IntStream.range(0, 32)
                    .mapToObj(i -> threads.submit(() -> {
                        var out = new double[200 * grown.classes()];
                        model.raw(rows, 200, out);
                        return out;
                    }))
                    .toList();
            for (var out : scored) {
                assertArrayEquals(expected, out.get());
            }
        }
    }

    @Test
    void scoresWideRows() {
        var random = new Random(5);
        int features = 5000;
        var trees = IntStream.range(0, 200)
                .mapToObj(i -> GrownTree.grow(random, features, 31, false, false))
                .toList();
        var grown = new GrownModel(features, 1, "binary sigmoid:1", false, trees);
        scoresEveryWay(random, grown, 20);
    }

    @Test
    void scoresManyTrees() {
        var random = new Random(7);
        var trees = IntStream.range(0, 1000)
                .mapToObj(i -> GrownTree.grow(random, 200, 31, false, false))
                .toList();
        scoresEveryWay(random, new GrownModel(200, 1, "lambdarank", false, trees), 70);
    }

    /** Many cuts on few features: they take several columns. */
    @Test
    void scoresLargeTreesOfFewFeatures() {
        var random = new Random(8);
        for (int leaves : List.of(33, 64, 255, 256, 257, 1000)) {
            var trees = IntStream.range(0, 9)
                    .mapToObj(i -> GrownTree.grow(random, 2, leaves, leaves < 100, false))
                    .toList();
            scoresEveryWay(random, new GrownModel(2, 3, "lambdarank", false, trees), 600);
        }
    }

    /** As deep as a tree can be: each split parts one leaf from the rest, on the right or on the left. */
    @Test
    void scoresChains() {
        var random = new Random(9);
        for (int length : List.of(9, 200, 5000)) {
            GrownNode right = new GrownNode.Constant(0.1);
            GrownNode left = right;
            for (int i = 0; i < length; i++) {
                var leaf = new GrownNode.Constant(random.nextGaussian());
                right = new GrownNode.Numerical(0, -i, 2, true, leaf, right);
                left = new GrownNode.Numerical(1, i, 2, false, left, leaf);
            }
            var trees = List.of(GrownTree.of(random, right), GrownTree.of(random, left));
            scoresEveryWay(random, new GrownModel(2, 1, "lambdarank", false, trees), 40);
        }
    }

    @Test
    void scoresCategoriesOfManyValues() {
        var random = new Random(10);
        for (int most : List.of(64, 1000, 100_000)) {
            var trees = IntStream.range(0, 20)
                    .mapToObj(i -> GrownTree.of(random, categories(random, most, 6)))
                    .toList();
            var grown = new GrownModel(3, 1, "lambdarank", false, trees);
            double[] rows = doubles(random, 200 * 3);
            for (int i = 0; i < rows.length; i += 2) {
                rows[i] = random.nextInt(most + 2);
            }
            scoresEveryWay(grown, rows, 200);
        }
    }

    private static GrownNode categories(Random random, int most, int depth) {
        if (depth == 0) {
            return new GrownNode.Constant(random.nextGaussian());
        }
        var set = new BitSet();
        random.ints(most / 3, 0, most).forEach(set::set);
        return new GrownNode.Categorical(
                random.nextInt(3), set, categories(random, most, depth - 1), categories(random, most, depth - 1));
    }

    private static void scoresEveryWay(Random random, GrownModel grown, int count) {
        scoresEveryWay(grown, doubles(random, count * grown.features()), count);
    }

    private static void scoresEveryWay(GrownModel grown, double[] rows, int count) {
        double[] expected = expected(grown, rows, count);
        for (TreeEnsemble way : ways(TreeEnsemble.parse(grown.text()))) {
            var out = new double[expected.length];
            way.raw(rows, count, out);
            assertArrayEquals(expected, out);
        }
    }

    /** The model by each kernel that can run it. */
    private static List<TreeEnsemble> ways(TreeEnsemble model) {
        return Arrays.stream(Kernel.values())
                .filter(model::supports)
                .map(model::using)
                .toList();
    }

    @Test
    void testsRunWithVectors() {
        var model = TreeEnsemble.parse(
                new GrownModel(2, 1, "none", false, List.of(GrownTree.of(new Random(1), new GrownNode.Constant(1))))
                        .text());
        assertEquals(Kernel.values().length, ways(model).size());
    }

    @Test
    void tellsWhatTheModelSays() {
        var tree = new GrownTree(new GrownNode.Constant(0), """
                num_leaves=3
                num_cat=0
                split_feature=1 1
                split_gain=2.5 -inf
                threshold=1 2
                decision_type=2 2
                left_child=1 -1
                right_child=-2 -3
                leaf_value=1 2 3
                leaf_count=4 5 6
                shrinkage=1

                """);
        var model = TreeEnsemble.parse(new GrownModel(2, 1, "binary sigmoid:1", false, List.of(tree, tree)).text());
        assertEquals(2, model.features());
        assertEquals(List.of("Column_0", "Column_1"), model.featureNames());
        assertEquals(2, model.trees());
        assertEquals(1, model.classes());
        assertEquals("binary sigmoid:1", model.objective());
        assertArrayEquals(new double[] {0, 5}, model.gainImportance());
        assertArrayEquals(new double[] {0, 2}, model.splitImportance());
    }

    @Test
    void refusesArraysThatAreTooShort() {
        var model = TreeEnsemble.parse(GrownModel.grow(new Random(6)).text());
        int features = model.features();
        var out = new double[10 * model.classes()];
        assertThrows(IllegalArgumentException.class, () -> model.raw(new float[10 * features - 1], 10, out));
        assertThrows(IllegalArgumentException.class, () -> model.raw(new double[11 * features], 11, out));
        assertThrows(IllegalArgumentException.class, () -> model.raw(new double[0], -1, out));
        assertThrows(IllegalArgumentException.class, () -> model.transform(out, 11));
        assertThrows(IndexOutOfBoundsException.class, () -> model.raw(new float[features], 1));
    }

    private static double[] expected(GrownModel grown, double[] rows, int count) {
        return IntStream.range(0, count)
                .mapToObj(row -> Arrays.copyOfRange(rows, row * grown.features(), (row + 1) * grown.features()))
                .flatMapToDouble(row -> Arrays.stream(grown.raw(row)))
                .toArray();
    }

    private static double[] doubles(Random random, int length) {
        var values = new double[length];
        Arrays.setAll(values, i -> Values.any(random));
        return values;
    }

    private static float[] floats(Random random, int length) {
        var values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Values.any(random);
        }
        return values;
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
