package dev.fairlead.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LogisticRegressionTest {
    private static final int[] NO_GROUPS = {};

    private static Matrix random(Random random, int n, int width, double base, double[] truth, boolean weighted) {
        float[] rows = new float[n * width];
        float[] labels = new float[n];
        float[] weights = new float[weighted ? n : 0];
        for (int i = 0; i < n; i++) {
            double z = base;
            for (int j = 0; j < width; j++) {
                double x = random.nextGaussian();
                rows[i * width + j] = random.nextInt(20) == 0 ? Float.NaN : (float) x;
                z += truth[j] * x;
            }
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
            if (weighted) {
                weights[i] = random.nextFloat() * 5;
            }
        }
        return new Matrix(rows, width, labels, weights, NO_GROUPS);
    }

    /** Gradient of the penalised log-likelihood, straight from its definition; the intercept is last. */
    private static double[] gradient(LogisticRegression model, Matrix data, double penalty) {
        int k = model.columns().length;
        double[] gradient = new double[k + 1];
        for (int i = 0; i < data.size(); i++) {
            double weight = data.weights().length == 0 ? 1 : data.weights()[i];
            double residual = weight * (data.labels()[i] - model.probability(data.rows(), i * data.width()));
            for (int j = 0; j < k; j++) {
                double x = data.rows()[i * data.width() + model.columns()[j]];
                gradient[j] += Double.isNaN(x) ? 0 : residual * (x - model.means()[j]) / model.scales()[j];
            }
            gradient[k] += residual;
        }
        for (int j = 0; j < k; j++) {
            gradient[j] -= penalty * model.weights()[j];
        }
        return gradient;
    }

    private static void assertSolved(LogisticRegression model, Matrix data, double penalty) {
        for (double slope : gradient(model, data, penalty)) {
            assertEquals(0, slope, 1e-7 * (1 + data.size() / 1000.0));
        }
    }

    @Test
    void theGradientIsZeroAtTheSolution() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            Matrix data = random(random, 300, 4, -1, new double[] {1, -2, 0, 0.5}, round % 2 == 0);
            double penalty = Math.pow(10, random.nextInt(-3, 3));
            assertSolved(LogisticRegression.fit(data, new int[] {0, 1, 2, 3}, penalty), data, penalty);
        }
    }

    @Test
    void theGradientIsZeroForSeparableClassesToo() {
        float[] rows = new float[100];
        float[] labels = new float[100];
        for (int i = 0; i < 100; i++) {
            rows[i] = i - 49.5f;
            labels[i] = i < 50 ? 0 : 1;
        }
        Matrix data = new Matrix(rows, 1, labels, new float[0], NO_GROUPS);
        for (double penalty : new double[] {1, 1e-3, 1e-6}) {
            assertSolved(LogisticRegression.fit(data, new int[] {0}, penalty), data, penalty);
        }
    }

    /** Twelve steps from even odds used to end before a base rate of one in a hundred thousand was reached. */
    @Test
    void rareLabelsGetTheirBaseRate() {
        int n = 200_000;
        float[] rows = new float[n];
        float[] labels = new float[n];
        Random random = new Random(3);
        for (int i = 0; i < n; i++) {
            rows[i] = random.nextFloat();
            labels[i] = i < 2 ? 1 : 0;
        }
        Matrix data = new Matrix(rows, 1, labels, new float[0], NO_GROUPS);
        LogisticRegression model = LogisticRegression.fit(data, new int[] {0}, 1);
        assertSolved(model, data, 1);
        assertEquals(1e-5, model.probability(new float[] {0.5f}, 0), 2e-6);
    }

    @Test
    void knownCoefficientsAreFoundAgain() {
        double[] truth = {1.5, -0.7, 0};
        Random random = new Random(4);
        int n = 40_000;
        float[] rows = new float[n * 3];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            double z = -1;
            for (int j = 0; j < 3; j++) {
                rows[i * 3 + j] = (float) random.nextGaussian();
                z += truth[j] * rows[i * 3 + j];
            }
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
        }
        LogisticRegression model =
                LogisticRegression.fit(new Matrix(rows, 3, labels, new float[0], NO_GROUPS), new int[] {0, 1, 2}, 1e-3);
        double intercept = model.intercept();
        for (int j = 0; j < 3; j++) {
            assertEquals(truth[j], model.weights()[j] / model.scales()[j], 0.06);
            intercept -= model.weights()[j] * model.means()[j] / model.scales()[j];
        }
        assertEquals(-1, intercept, 0.06);
    }

    @Test
    void aRowOfWeightThreeCountsAsThreeRows() {
        Matrix once =
                new Matrix(new float[] {1, 2, 4, 3}, 1, new float[] {0, 1, 1, 0}, new float[] {3, 1, 2, 1}, NO_GROUPS);
        Matrix thrice = new Matrix(
                new float[] {1, 1, 1, 2, 4, 4, 3}, 1, new float[] {0, 0, 0, 1, 1, 1, 0}, new float[0], NO_GROUPS);
        LogisticRegression model = LogisticRegression.fit(once, new int[] {0}, 1e-6);
        LogisticRegression same = LogisticRegression.fit(thrice, new int[] {0}, 1e-6);
        for (float x = 0; x < 5; x++) {
            assertEquals(same.probability(new float[] {x}, 0), model.probability(new float[] {x}, 0), 1e-5);
        }
    }

    @Test
    void columnsThatAreConstantOrNeverKnownGetNoWeight() {
        float[] rows = new float[300];
        float[] labels = new float[100];
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            rows[i * 3] = 16_777_216.3f;
            rows[i * 3 + 1] = Float.NaN;
            rows[i * 3 + 2] = random.nextFloat();
            labels[i] = rows[i * 3 + 2] > 0.5 ? 1 : 0;
        }
        Matrix data = new Matrix(rows, 3, labels, new float[0], NO_GROUPS);
        LogisticRegression model = LogisticRegression.fit(data, new int[] {0, 1, 2}, 1);
        assertEquals(0, model.weights()[0]);
        assertEquals(0, model.weights()[1]);
        assertTrue(model.weights()[2] > 1);
        assertEquals(1, model.scales()[0]);
        assertEquals(1, model.scales()[1]);
        assertSolved(model, data, 1);
    }

    /** A column of small numbers used to count as one that does not vary, and the penalty held its weight at 0. */
    @Test
    void theUnitOfAColumnDoesNotMatter() {
        Matrix data = random(new Random(6), 500, 1, 0, new double[] {2}, false);
        float[] tiny = data.rows().clone();
        float[] huge = data.rows().clone();
        for (int i = 0; i < tiny.length; i++) {
            tiny[i] *= 0x1p-30f;
            huge[i] *= 0x1p60f;
        }
        LogisticRegression model = LogisticRegression.fit(data, new int[] {0}, 1);
        for (float[] rows : new float[][] {tiny, huge}) {
            Matrix scaled = new Matrix(rows, 1, data.labels(), new float[0], NO_GROUPS);
            LogisticRegression same = LogisticRegression.fit(scaled, new int[] {0}, 1);
            assertEquals(model.weights()[0], same.weights()[0], 1e-9);
        }
    }

    @Test
    void anUnknownValueCountsAsTheMean() {
        Matrix data = random(new Random(7), 500, 2, 0, new double[] {2, 1}, false);
        LogisticRegression model = LogisticRegression.fit(data, new int[] {1}, 1);
        assertEquals(
                model.probability(new float[] {0, (float) model.means()[0]}, 0),
                model.probability(new float[] {0, Float.NaN}, 0),
                1e-6);
    }

    @Test
    void oneClassAloneGivesAFiniteModel() {
        float[] labels = new float[50];
        Matrix none = new Matrix(new float[50], 1, labels, new float[0], NO_GROUPS);
        assertTrue(LogisticRegression.fit(none, new int[] {0}, 1).probability(new float[1], 0) < 0.02);
        Arrays.fill(labels, 1);
        assertTrue(LogisticRegression.fit(none, new int[] {0}, 1).probability(new float[1], 0) > 0.98);
    }

    @Test
    void noRowsAndNoPenaltyAreRefused() {
        Matrix empty = new Matrix(new float[0], 1, new float[0], new float[0], NO_GROUPS);
        Matrix one = new Matrix(new float[1], 1, new float[1], new float[0], NO_GROUPS);
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(empty, new int[] {0}, 1));
        assertThrows(IllegalArgumentException.class, () -> LogisticRegression.fit(one, new int[] {0}, 0));
    }
}
