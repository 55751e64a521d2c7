package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.features.InteractionKinds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EaseTest {
    private static final int USERS = 80;
    private static final int ITEMS = 12;

    /** By Gauss and Jordan, whole. */
    private static double[][] naiveInverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int k = 0; k < n; k++) {
            double pivot = a[k][k];
            for (int j = 0; j < 2 * n; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double times = i == k ? 0 : a[i][k];
                for (int j = 0; j < 2 * n; j++) {
                    a[i][j] -= times * a[k][j];
                }
            }
        }
        return Arrays.stream(a).map(row -> Arrays.copyOfRange(row, n, 2 * n)).toArray(double[][]::new);
    }

    @Test
    void inverseIsThatOfElimination() {
        Random random = new Random(3);
        for (int n : new int[] {1, 2, 5, 40}) {
            double[][] x = new double[n][n];
            for (double[] row : x) {
                Arrays.setAll(row, _ -> random.nextGaussian());
            }
            double[][] a = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] = i == j ? 1 : 0;
                    for (int k = 0; k < n; k++) {
                        a[i][j] += x[i][k] * x[j][k];
                    }
                }
            }
            double[][] expected = naiveInverse(a);
            double[][] found = PositiveDefinite.inverse(a);
            for (int i = 0; i < n; i++) {
                assertArrayEquals(expected[i], found[i], 1e-9);
            }
        }
    }

    private final Random random = new Random(7);
    private final boolean[][] met = new boolean[USERS][ITEMS];

    /** Interactions of users with items of one of two tastes, some of them twice. */
    private EaseTrainer trainer(EaseTrainer.Config config) {
        EaseTrainer trainer = new EaseTrainer(config, InteractionKinds.USUAL);
        for (int n = 0; n < 1_500; n++) {
            int user = random.nextInt(USERS);
            int item = random.nextInt(ITEMS / 2) + (user % 2 == 0 || random.nextInt(10) == 0 ? 0 : ITEMS / 2);
            met[user][item] = true;
            trainer.accept(interaction(user, item, n, "view"));
        }
        return trainer;
    }

    private static Interaction interaction(int user, int item, long time, String kind) {
        return new Interaction("e" + time + kind, time, "u" + user, "s" + user, "i" + item, "", kind);
    }

    @Test
    void weightsAreThoseOfTheEquation() {
        EaseTrainer.Config config = new EaseTrainer.Config(100, 5, 100, 2);
        EaseModel model = trainer(config).train(Long.MAX_VALUE).orElseThrow();
        assertEquals(ITEMS, model.size());
        double[][] gram = new double[ITEMS][ITEMS];
        for (int i = 0; i < ITEMS; i++) {
            for (int j = 0; j < ITEMS; j++) {
                int a = i;
                int b = j;
                gram[i][j] = (i == j ? 5 : 0)
                        + IntStream.range(0, USERS)
                                .filter(user -> met[user][a] && met[user][b])
                                .count();
            }
        }
        double[][] p = naiveInverse(gram);
        IntToDoubleFunction scores = model.scores(new int[] {3, 8, 99}, id -> "i" + id);
        for (int j = 0; j < ITEMS; j++) {
            double expected = (j == 3 ? 0 : -p[3][j] / p[j][j]) + (j == 8 ? 0 : -p[8][j] / p[j][j]) / Math.sqrt(2);
            assertEquals(expected, scores.applyAsDouble(j), 1e-6, "item " + j);
        }
        assertEquals(0, scores.applyAsDouble(99), "an item that was not learnt");
        assertEquals(0, scores.applyAsDouble(-1), "an item without an id");
    }

    @Test
    void proposesTheBestThatAreAccepted() {
        EaseModel model = trainer(new EaseTrainer.Config(100, 5, 100, 20))
                .train(Long.MAX_VALUE)
                .orElseThrow();
        int[] history = {1, 2};
        IntToDoubleFunction scores = model.scores(history, id -> "i" + id);
        int[] expected = IntStream.range(0, ITEMS)
                .filter(item -> item != 1 && item != 2 && scores.applyAsDouble(item) > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(scores.applyAsDouble(b), scores.applyAsDouble(a)))
                .limit(3)
                .mapToInt(Integer::intValue)
                .toArray();
        Set<Integer> ownTaste = new HashSet<>(List.of(0, 3, 4, 5));
        int[] found = model.best(
                history, id -> "i" + id, name -> Integer.parseInt(name.substring(1)), id -> id != 1 && id != 2, 3);
        assertArrayEquals(expected, found);
        assertTrue(IntStream.of(found).allMatch(ownTaste::contains), () -> Arrays.toString(found));
    }

    @Test
    void learnsOfWhatMostPeopleMetBeforeTheTimeAndOfNothingNegative() {
        EaseTrainer trainer = trainer(new EaseTrainer.Config(5, 5, 2, 20));
        trainer.accept(interaction(1, 77, 0, "dislike"));
        assertEquals(5, trainer.train(Long.MAX_VALUE).orElseThrow().size());
        assertTrue(trainer.train(1_000).isPresent());
        assertEquals(Optional.empty(), trainer.train(999), "too few interactions");
        assertEquals(750, trainer.quantile(0.5), 1);
        assertThrows(IllegalArgumentException.class, () -> new EaseTrainer.Config(1, 5, 2, 20));
        assertThrows(IllegalArgumentException.class, () -> new EaseTrainer.Config(5, 0, 2, 20));
    }

    @Test
    void weightsThatDoNotFitTogetherAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EaseModel(List.of("a", "b"), 1, new int[] {0, 1, 1}, new int[] {2}, new float[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EaseModel(List.of("a", "a"), 1, new int[] {0, 1, 1}, new int[] {1}, new float[] {1}));
        assertThrows(
                IllegalArgumentException.class,
                () -> new EaseModel(List.of("a", "b"), 1, new int[] {0, 2, 1}, new int[] {1}, new float[] {1}));
    }
}
