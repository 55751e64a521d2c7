package dev.fairlead.lightgbm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.fairlead.learn.GbdtParameters;
import dev.fairlead.learn.GbdtTrainer.Trained;
import dev.fairlead.learn.Matrix;
import dev.fairlead.trees.TreeEnsemble;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LightGbmTrainerTest {
    private static final int WIDTH = 5;
    private static final List<String> NAMES = List.of("a", "b", "code", "mostly_unknown", "noise");
    private static final int[] ALONE = {};
    private static final Matrix NONE = new Matrix(new float[0], WIDTH, new float[0], new float[0], ALONE);

    private final LightGbmTrainer trainer = new LightGbmTrainer();

    private static GbdtParameters logistic(int trees, int patience, double rate) {
        return new GbdtParameters(
                GbdtParameters.Objective.LOGISTIC, trees, patience, 15, rate, 5, 0.8, 0.7, 1, false, List.of(2), 7);
    }

    private static GbdtParameters lambdaRank(int trees, int patience) {
        return new GbdtParameters(
                GbdtParameters.Objective.LAMBDARANK, trees, patience, 15, 0.2, 5, 1, 1, 0, false, List.of(2), 7);
    }

    private static GbdtParameters seeded(GbdtParameters b, long seed) {
        return new GbdtParameters(
                b.objective(),
                b.trees(),
                b.patience(),
                b.leaves(),
                b.learningRate(),
                b.minLeafRows(),
                b.featureFraction(),
                b.rowFraction(),
                b.lambda(),
                b.extraTrees(),
                b.categorical(),
                seed);
    }

    /** Rows with a categorical column and unknown values; labels depend on three of the columns. */
    private static float[] rows(Random random, int n) {
        float[] rows = new float[n * WIDTH];
        for (int i = 0; i < n; i++) {
            rows[i * WIDTH] = random.nextFloat();
            rows[i * WIDTH + 1] = random.nextInt(10) == 0 ? Float.NaN : (float) random.nextGaussian();
            rows[i * WIDTH + 2] = random.nextInt(20);
            rows[i * WIDTH + 3] = random.nextInt(5) == 0 ? random.nextInt(3) : Float.NaN;
            rows[i * WIDTH + 4] = random.nextFloat();
        }
        return rows;
    }

    private static double signal(float[] rows, int i) {
        float b = rows[i * WIDTH + 1];
        return 3 * rows[i * WIDTH] + (Float.isNaN(b) ? -1 : b) + (rows[i * WIDTH + 2] % 3 == 0 ? 1.5 : 0) - 2.5;
    }

    private static Matrix clicks(long seed, int n) {
        Random random = new Random(seed);
        float[] rows = rows(random, n);
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-signal(rows, i))) ? 1 : 0;
        }
        return new Matrix(rows, WIDTH, labels, new float[0], ALONE);
    }

    /** Lists of 2 to 70 items with grades 0 to 3; in some lists nothing happened. */
    private static Matrix lists(long seed, int n) {
        Random random = new Random(seed);
        int[] groups = random.ints(n, 2, 71).toArray();
        int total = IntStream.of(groups).sum();
        float[] rows = rows(random, total);
        float[] labels = new float[total];
        int row = 0;
        for (int group : groups) {
            boolean quiet = random.nextInt(10) == 0;
            for (int i = 0; i < group; i++, row++) {
                double grade = signal(rows, row) + random.nextGaussian();
                labels[row] = quiet ? 0 : (float) Math.clamp(Math.floor(grade), 0, 3);
            }
        }
        return new Matrix(rows, WIDTH, labels, new float[0], groups);
    }

    private Trained train(GbdtParameters boosting, Matrix train, Matrix validation) {
        return trainer.train(boosting, NAMES, train, validation, _ -> {});
    }

    private static double[] scores(String model, Matrix data) {
        double[] scores = new double[data.size()];
        TreeEnsemble.parse(model).raw(data.rows(), data.size(), scores);
        return scores;
    }

    /** Mean of −log of the probability of what happened, straight from its definition. */
    private static double logLoss(double[] raw, float[] labels) {
        double sum = 0;
        for (int i = 0; i < raw.length; i++) {
            double p = 1 / (1 + Math.exp(-raw[i]));
            sum -= Math.log(labels[i] > 0 ? p : 1 - p);
        }
        return sum / raw.length;
    }

    /** Mean over lists of DCG@50 over its best, with gains 2^grade − 1; 1 for a list without a positive grade. */
    private static double ndcg(double[] raw, Matrix data) {
        double sum = 0;
        int from = 0;
        for (int group : data.groups()) {
            int start = from;
            List<Integer> order = new ArrayList<>(
                    IntStream.range(start, start + group).boxed().toList());
            order.sort(Comparator.comparingDouble(i -> -raw[i]));
            double found = dcg(order, data.labels());
            order.sort(Comparator.comparingDouble(i -> -data.labels()[i]));
            double best = dcg(order, data.labels());
            sum += best == 0 ? 1 : found / best;
            from += group;
        }
        return sum / data.groups().length;
    }

    private static double dcg(List<Integer> order, float[] labels) {
        double sum = 0;
        for (int place = 0; place < Math.min(50, order.size()); place++) {
            sum += (Math.pow(2, labels[order.get(place)]) - 1) / (Math.log(place + 2) / Math.log(2));
        }
        return sum;
    }

    @Test
    void equalInputGivesEqualModels() {
        assertEquals(
                train(logistic(30, 5, 0.1), clicks(1, 800), clicks(2, 400)),
                train(logistic(30, 5, 0.1), clicks(1, 800), clicks(2, 400)));
        assertEquals(train(lambdaRank(10, 10), lists(1, 30), NONE), train(lambdaRank(10, 10), lists(1, 30), NONE));
    }

    @Test
    void anotherSeedGivesAnotherModelEvenWhenItDiffersInTheHighBitsOnly() {
        GbdtParameters b = logistic(5, 5, 0.1);
        Matrix data = clicks(1, 800);
        String model = train(b, data, NONE).model();
        assertNotEquals(model, train(seeded(b, 8), data, NONE).model());
        assertNotEquals(model, train(seeded(b, 7L + (1L << 40)), data, NONE).model());
        assertEquals(
                train(seeded(b, -3), data, NONE).model(),
                train(seeded(b, -3), data, NONE).model());
    }

    @Test
    void theModelIsCutAfterTheTreeOfTheLowestLogLoss() {
        Matrix validation = clicks(4, 600);
        List<Integer> told = new ArrayList<>();
        Trained trained = trainer.train(logistic(400, 10, 0.3), NAMES, clicks(3, 600), validation, told::add);
        assertTrue(trained.trees() > 1 && told.size() < 400, trained.trees() + " of " + told.size());
        assertEquals(IntStream.rangeClosed(1, trained.trees() + 10).boxed().toList(), told);
        assertEquals(trained.trees(), TreeEnsemble.parse(trained.model()).trees());
        assertEquals(
                logLoss(scores(trained.model(), validation), validation.labels()), trained.validationScore(), 1e-7);
        for (int trees : new int[] {1, trained.trees() - 1, trained.trees() + 1, told.size()}) {
            String other = train(logistic(trees, 10, 0.3), clicks(3, 600), NONE).model();
            assertTrue(logLoss(scores(other, validation), validation.labels()) >= trained.validationScore() - 1e-9);
        }
    }

    @Test
    void theModelIsCutAfterTheTreeOfTheHighestNdcg() {
        Matrix validation = lists(6, 40);
        Trained trained = train(lambdaRank(60, 10), lists(5, 60), validation);
        assertEquals(trained.trees(), TreeEnsemble.parse(trained.model()).trees());
        assertEquals(ndcg(scores(trained.model(), validation), validation), trained.validationScore(), 1e-6);
        assertTrue(trained.validationScore() > ndcg(new double[validation.size()], validation) + 0.1);
    }

    @Test
    void rawScoresEqualLightGbmsOwnBitForBit() throws LGBMException {
        Matrix fresh = clicks(9, 500);
        fresh.rows()[2] = Float.NaN;
        fresh.rows()[WIDTH + 2] = 500;
        fresh.rows()[2 * WIDTH + 2] = -1;
        fresh.rows()[3 * WIDTH] = Float.POSITIVE_INFINITY;
        for (Trained trained : List.of(
                train(logistic(50, 5, 0.1), clicks(8, 800), NONE), train(lambdaRank(20, 5), lists(8, 40), NONE))) {
            try (LGBMBooster booster = LGBMBooster.loadModelFromString(trained.model())) {
                assertArrayEquals(
                        booster.predictForMat(
                                fresh.rows(),
                                fresh.size(),
                                WIDTH,
                                true,
                                PredictionType.C_API_PREDICT_RAW_SCORE,
                                "num_threads=1"),
                        scores(trained.model(), fresh));
            }
        }
    }

    @Test
    void withoutValidationEveryTreeIsGrown() {
        Trained trained = train(logistic(25, 1, 0.1), clicks(1, 600), NONE);
        assertEquals(25, trained.trees());
        assertEquals(25, TreeEnsemble.parse(trained.model()).trees());
        assertTrue(Double.isNaN(trained.validationScore()));
    }

    /** A round that finds no split grows no tree, but used to be counted as one. */
    @Test
    void whenNoSplitIsLeftTheNumberOfTreesIsThatOfTheModel() {
        float[] rows = new float[20 * WIDTH];
        float[] labels = new float[20];
        for (int i = 0; i < 20; i++) {
            rows[i * WIDTH] = i < 10 ? 0 : 1;
            labels[i] = i < 10 ? 0 : 1;
        }
        GbdtParameters b =
                new GbdtParameters(GbdtParameters.Objective.LOGISTIC, 500, 500, 2, 1, 1, 1, 1, 0, false, List.of(), 7);
        Matrix split = new Matrix(rows, WIDTH, labels, new float[0], ALONE);
        Matrix same = new Matrix(new float[20 * WIDTH], WIDTH, labels, new float[0], ALONE);
        for (Matrix data : List.of(split, same)) {
            for (Matrix validation : List.of(NONE, data)) {
                Trained trained = train(b, data, validation);
                assertTrue(trained.trees() < 500);
                assertEquals(
                        trained.trees(), TreeEnsemble.parse(trained.model()).trees());
            }
        }
    }

    @Test
    void rowsOfLittleWeightCountForLittle() {
        Matrix data = clicks(1, 1_000);
        float[] turned = data.labels().clone();
        float[] weights = new float[1_000];
        for (int i = 0; i < 1_000; i++) {
            weights[i] = i < 500 ? 1 : 1e-6f;
            turned[i] = i < 500 ? data.labels()[i] : 1 - data.labels()[i];
        }
        GbdtParameters b = logistic(20, 5, 0.1);
        Matrix check = clicks(2, 1_000);
        double weighted = logLoss(
                scores(
                        train(b, new Matrix(data.rows(), WIDTH, turned, weights, ALONE), NONE)
                                .model(),
                        check),
                check.labels());
        double even = logLoss(
                scores(
                        train(b, new Matrix(data.rows(), WIDTH, turned, new float[0], ALONE), NONE)
                                .model(),
                        check),
                check.labels());
        assertTrue(weighted < even - 0.05, weighted + " with weights, " + even + " without");
    }

    @Test
    void featureNamesAreInTheModel() {
        assertEquals(
                NAMES,
                TreeEnsemble.parse(
                                train(logistic(2, 2, 0.1), clicks(1, 300), NONE).model())
                        .featureNames());
    }

    @Test
    void noRowsAreRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> train(logistic(5, 5, 0.1), NONE, clicks(1, 10)));
        assertTrue(String.valueOf(refused.getMessage()).contains("no rows"));
    }

    @Test
    void namesThatDoNotFitTheColumnsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.train(logistic(5, 5, 0.1), List.of("a"), clicks(1, 300), NONE, _ -> {}));
    }

    @Test
    void aRankerWithoutListsIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> train(lambdaRank(5, 5), clicks(1, 300), NONE));
        assertTrue(String.valueOf(refused.getMessage()).contains("groups"));
    }

    @Test
    void whatLightGbmRefusesIsToldInItsWords() {
        Matrix data = lists(1, 10);
        float[] labels = data.labels().clone();
        Arrays.fill(labels, 9);
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> train(
                        lambdaRank(5, 5), new Matrix(data.rows(), WIDTH, labels, new float[0], data.groups()), NONE));
        assertTrue(String.valueOf(refused.getMessage()).contains("LightGBM refused"));
    }
}
