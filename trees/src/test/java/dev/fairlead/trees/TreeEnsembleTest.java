package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
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
            double[] out = Arrays.copyOf(new double[] {Double.NaN}, count * grown.classes() + 1);
            model.raw(rows, count, out);
            assertArrayEquals(expected(grown, rows, count), Arrays.copyOf(out, count * grown.classes()));
        }
    }

    @Test
    void scoresRowsOfFloatsAsTheirWidenedDoubles() {
        var random = new Random(2);
        for (int round = 0; round < MODELS; round++) {
            GrownModel grown = GrownModel.grow(random);
            var model = TreeEnsemble.parse(grown.text());
            int count = random.nextInt(40);
            float[] rows = floats(random, count * grown.features());
            var out = new double[count * grown.classes()];
            model.raw(rows, count, out);
            assertArrayEquals(expected(grown, widened(rows), count), out);
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
            for (int row = 0; row < 10; row++) {
                assertEquals(expected[row], model.raw(rows, row * grown.features()));
                assertEquals(expected[row], model.raw(widened(rows), row * grown.features()));
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
        double[] rows = doubles(random, 20 * features);
        var out = new double[20];
        TreeEnsemble.parse(grown.text()).raw(rows, 20, out);
        assertArrayEquals(expected(grown, rows, 20), out);
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
