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

/** What a model offers besides raw scores of a matrix on one thread. */
class EntryPointsTest {
    private static final int FEATURES = 7;
    private static final int ROWS = 700;

    private final Random random = new Random(1);
    private final GrownModel grown = new GrownModel(
            FEATURES,
            3,
            "multiclass num_class:3",
            false,
            IntStream.range(0, 60)
                    .mapToObj(i -> GrownTree.grow(random, FEATURES, 1 + random.nextInt(60), true, false))
                    .toList());
    private final TreeEnsemble model = TreeEnsemble.parse(grown.text());
    private final float[] floats = floats();
    private final double[] doubles =
            IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();

    private float[] floats() {
        var values = new float[ROWS * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Values.any(random);
        }
        return values;
    }

    /** Leaves of a grown tree have different values, so the value tells the leaf. */
    @Test
    void findsTheLeafOfEachTree() {
        var expected = new int[ROWS * grown.trees().size()];
        for (int tree = 0; tree < grown.trees().size(); tree++) {
            double[] values = leafValues(grown.trees().get(tree).text());
            for (int row = 0; row < ROWS; row++) {
                double output = grown.trees()
                        .get(tree)
                        .root()
                        .output(Arrays.copyOfRange(doubles, row * FEATURES, (row + 1) * FEATURES));
                expected[row * grown.trees().size() + tree] = IntStream.range(0, values.length)
                        .filter(i -> values[i] == output)
                        .findFirst()
                        .orElseThrow();
            }
        }
        var leaves = new int[expected.length];
        model.leaves(floats, ROWS, leaves);
        assertArrayEquals(expected, leaves);
        Arrays.fill(leaves, -1);
        model.leaves(doubles, ROWS, leaves);
        assertArrayEquals(expected, leaves);
    }

    private static double[] leafValues(String text) {
        String line = text.lines()
                .filter(each -> each.startsWith("leaf_value="))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.substring("leaf_value=".length()).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void keepsTheFirstIterations() {
        assertEquals(grown.trees().size() / 3, model.iterations());
        for (int iterations : List.of(1, 2, model.iterations())) {
            var part = new GrownModel(
                    FEATURES, 3, grown.objective(), false, grown.trees().subList(0, 3 * iterations));
            var expected = new double[ROWS * 3];
            TreeEnsemble.parse(part.text()).predict(floats, ROWS, expected);
            var found = new double[ROWS * 3];
            model.first(iterations).predict(floats, ROWS, found);
            assertArrayEquals(expected, found);
        }
        assertThrows(IllegalArgumentException.class, () -> model.first(0));
        assertThrows(IllegalArgumentException.class, () -> model.first(model.iterations() + 1));
    }

    @Test
    void sharesRowsBetweenThreads() {
        var expected = new double[ROWS * 3];
        model.raw(floats, ROWS, expected);
        for (int threads : List.of(1, 2, 3, 16, 5000)) {
            for (int count : List.of(0, 1, 2, 65, ROWS)) {
                var out = new double[count * 3];
                model.raw(floats, count, out, threads);
                assertArrayEquals(Arrays.copyOf(expected, count * 3), out);
                Arrays.fill(out, 0);
                model.raw(doubles, count, out, threads);
                assertArrayEquals(Arrays.copyOf(expected, count * 3), out);
            }
        }
        assertThrows(IllegalArgumentException.class, () -> model.raw(floats, ROWS, expected, 0));
    }

    @Test
    void predictsWhatTransformMakesOfRawScores() {
        var expected = new double[ROWS * 3];
        model.raw(floats, ROWS, expected);
        model.transform(expected, ROWS);
        var out = new double[ROWS * 3];
        model.predict(floats, ROWS, out);
        assertArrayEquals(expected, out);
        Arrays.fill(out, 0);
        model.predict(doubles, ROWS, out);
        assertArrayEquals(expected, out);
    }

    @Test
    void scoresTheSameOnceItIsWarm() {
        var cold = new double[ROWS * 3];
        model.using(Kernel.WALK).raw(floats, ROWS, cold);
        model.warmUp();
        for (int count = 1; count <= ROWS; count = 2 * count + 1) {
            var out = new double[count * 3];
            model.raw(floats, count, out);
            assertArrayEquals(Arrays.copyOf(cold, count * 3), out);
        }
    }

    @Test
    void takesTheFastestKernelOfEachSize() {
        model.warmUp();
        for (int rows = 1; rows <= 512; rows *= 2) {
            int size = rows;
            double chosen = micros(model.kernel(rows), rows);
            assertTrue(model.kernelTimes().stream()
                    .filter(time -> time.rows() == size)
                    .allMatch(time -> time.micros() >= chosen));
            assertEquals(model.kernel(rows), model.kernel(rows / 2 + 1));
        }
        assertEquals(model.kernel(512), model.kernel(1_000_000));
        assertEquals(
                10 * Arrays.stream(Kernel.values()).filter(model::supports).count(),
                model.kernelTimes().size());
    }

    private double micros(Kernel kernel, int rows) {
        return model.kernelTimes().stream()
                .filter(time -> time.kernel() == kernel && time.rows() == rows)
                .findFirst()
                .orElseThrow()
                .micros();
    }

    @Test
    void staysWithTheKernelThatItWasGiven() {
        TreeEnsemble walking = model.using(Kernel.WALK);
        walking.warmUp();
        assertEquals(Kernel.WALK, walking.kernel(1));
        assertEquals(Kernel.WALK, walking.kernel(500));
    }

    @Test
    void refusesKernelsThatCannotRunTheModel() {
        var large = new GrownModel(2, 1, "none", false, List.of(GrownTree.grow(random, 2, 300, false, false)));
        var linear = new GrownModel(2, 1, "none", false, List.of(GrownTree.grow(random, 2, 5, false, true)));
        for (GrownModel each : List.of(large, linear)) {
            var refused = assertThrows(
                    IllegalStateException.class,
                    () -> TreeEnsemble.parse(each.text()).using(Kernel.ROWS));
            assertTrue(String.valueOf(refused.getMessage()).contains("ROWS cannot run this model"));
        }
    }

    @Test
    void refusesLeavesThatDoNotFit() {
        var room = new int[ROWS * grown.trees().size()];
        assertThrows(IllegalArgumentException.class, () -> model.leaves(floats, ROWS, new int[room.length - 1]));
        assertThrows(IllegalArgumentException.class, () -> model.leaves(doubles, ROWS + 1, room));
    }
}
