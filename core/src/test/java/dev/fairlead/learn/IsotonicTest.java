package dev.fairlead.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IsotonicTest {
    private static final float[] EQUAL = {};

    /** Oracle: g_i = max over a ≤ i of min over b ≥ i of the weighted mean label of the distinct scores a to b. */
    private static double[] minMax(double[] distinct, double[] scores, float[] labels, float[] weights) {
        double[] g = new double[distinct.length];
        for (int i = 0; i < g.length; i++) {
            double max = 0;
            for (int a = 0; a <= i; a++) {
                double min = 1;
                for (int b = i; b < g.length; b++) {
                    double y = 0;
                    double w = 0;
                    for (int row = 0; row < scores.length; row++) {
                        if (scores[row] >= distinct[a] && scores[row] <= distinct[b]) {
                            double weight = weights.length == 0 ? 1 : weights[row];
                            y += weight * labels[row];
                            w += weight;
                        }
                    }
                    min = Math.min(min, y / w);
                }
                max = Math.max(max, min);
            }
            g[i] = max;
        }
        return g;
    }

    @Test
    void poolsAreThoseOfTheMinMaxFormula() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int n = 1 + random.nextInt(25);
            double[] scores = new double[n];
            float[] labels = new float[n];
            float[] weights = random.nextBoolean() ? EQUAL : new float[n];
            for (int i = 0; i < n; i++) {
                scores[i] = random.nextBoolean() ? random.nextInt(8) / 10.0 : random.nextGaussian();
                labels[i] = random.nextInt(3) == 0 ? 1 : 0;
                if (weights.length > 0) {
                    weights[i] = 0.5f + random.nextInt(10);
                }
            }
            double[] distinct = Arrays.stream(scores).distinct().sorted().toArray();
            checkPools(
                    Isotonic.fit(scores, labels, weights),
                    distinct,
                    minMax(distinct, scores, labels, weights),
                    scores,
                    weights);
        }
    }

    /** Scores of one value of g make one point: at their weighted mean, of that value. */
    private static void checkPools(Isotonic fitted, double[] distinct, double[] g, double[] scores, float[] weights) {
        int point = 0;
        for (int from = 0; from < g.length; point++) {
            int to = from;
            while (to < g.length && Math.abs(g[to] - g[from]) < 1e-9) {
                to++;
            }
            double x = 0;
            double w = 0;
            for (int row = 0; row < scores.length; row++) {
                if (scores[row] >= distinct[from] && scores[row] <= distinct[to - 1]) {
                    double weight = weights.length == 0 ? 1 : weights[row];
                    x += weight * scores[row];
                    w += weight;
                }
            }
            double expected = cautious(g, from, to, w);
            assertEquals(expected, fitted.probabilities()[point], 1e-9);
            assertEquals(x / w, fitted.scores()[point], 1e-9);
            assertEquals(expected, fitted.probability(fitted.scores()[point]), 1e-9);
            from = to;
        }
        assertEquals(point, fitted.scores().length);
    }

    /** Certainty is what no number of rows gives: half an outcome more for none, half a row without for all, but not past the neighbour. */
    private static double cautious(double[] g, int from, int to, double w) {
        if (g[from] < 1e-9) {
            double next = to < g.length && g[to] < 1 - 1e-9 ? g[to] : 1;
            return Math.min(0.5 / (w + 1), next);
        }
        if (g[from] > 1 - 1e-9) {
            double before = from > 0 && g[from - 1] > 1e-9 ? g[from - 1] : 0;
            return Math.max((w + 0.5) / (w + 1), before);
        }
        return g[from];
    }

    /** A fifth of the items had the probability 0: one outcome among them, and the log loss of all is infinite. */
    @Test
    void noProbabilityIsCertain() {
        double[] scores = IntStream.range(0, 1_000).asDoubleStream().toArray();
        float[] labels = new float[1_000];
        for (int i = 500; i < 1_000; i += 50) {
            labels[i] = 1;
        }
        for (int i = 990; i < 1_000; i++) {
            labels[i] = 1;
        }
        Isotonic fitted = Isotonic.fit(scores, labels, EQUAL);
        assertEquals(0.5 / 501, fitted.probability(0), 1e-12);
        assertEquals(10.5 / 11, fitted.probability(999), 1e-12);
        for (double score = -10; score < 1_010; score++) {
            assertTrue(fitted.probability(score) > 0 && fitted.probability(score) < 1);
        }
    }

    @Test
    void equalScoresShareTheirMeanLabel() {
        Isotonic fitted = Isotonic.fit(new double[] {2, 1, 2, 2}, new float[] {1, 0, 0, 1}, EQUAL);
        assertArrayEquals(new double[] {1, 2}, fitted.scores());
        assertArrayEquals(new double[] {0.25, 2 / 3.0}, fitted.probabilities());
    }

    @Test
    void betweenPointsItInterpolatesAndOutsideItIsFlat() {
        Isotonic calibration = new Isotonic(new double[] {0, 10}, new double[] {0.2, 0.6});
        assertEquals(0.2, calibration.probability(-5));
        assertEquals(0.2, calibration.probability(0));
        assertEquals(0.3, calibration.probability(2.5), 1e-12);
        assertEquals(0.6, calibration.probability(10));
        assertEquals(0.6, calibration.probability(Double.MAX_VALUE));
    }

    @Test
    void itNeverFalls() {
        Random random = new Random(2);
        double[] scores = random.doubles(500, -3, 3).toArray();
        float[] labels = new float[500];
        for (int i = 0; i < 500; i++) {
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-scores[i])) ? 1 : 0;
        }
        Isotonic fitted = Isotonic.fit(scores, labels, EQUAL);
        double last = 0;
        for (double s = -4; s < 4; s += 0.001) {
            double p = fitted.probability(s);
            assertTrue(p >= last && p <= 1);
            last = p;
        }
    }

    @Test
    void oneRowGivesItsLabelWithDoubtEverywhere() {
        Isotonic fitted = Isotonic.fit(new double[] {3}, new float[] {1}, EQUAL);
        assertEquals(0.75, fitted.probability(-100));
    }

    /** The sum of three 0.1 divided by 3 is above 0.1: centres of pools one bit apart used to meet. */
    @Test
    void scoresOneBitApartStayInOrder() {
        double low = 0.1;
        double high = Math.nextUp(low);
        Isotonic fitted =
                Isotonic.fit(new double[] {low, low, low, high, high, high}, new float[] {0, 0, 0, 1, 1, 1}, EQUAL);
        assertArrayEquals(new double[] {low, high}, fitted.scores());
        assertEquals(0.125, fitted.probability(low));
        assertEquals(0.875, fitted.probability(high));
    }

    @Test
    void aScoreThatIsNotANumberIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Isotonic.fit(new double[] {0, bad, 1}, new float[] {0, 1, 1}, EQUAL));
        }
    }

    @Test
    void rowsOfWeightZeroDoNotCount() {
        Isotonic fitted = Isotonic.fit(new double[] {0, 1, 2}, new float[] {0, 1, 1}, new float[] {1, 0, 1});
        assertArrayEquals(new double[] {0, 2}, fitted.scores());
        assertThrows(
                IllegalArgumentException.class, () -> Isotonic.fit(new double[] {0}, new float[] {0}, new float[] {0}));
        assertThrows(IllegalArgumentException.class, () -> Isotonic.fit(new double[0], new float[0], EQUAL));
    }

    @Test
    void pointsThatDoNotRiseAreRefused() {
        double[][][] bad = {
            {{1, 0}, {0, 1}},
            {{0, 0}, {0, 1}},
            {{0, 1}, {1, 0}},
            {{0, 1}, {0, 1.5}},
            {{0, 1}, {-0.1, 1}},
            {{0, Double.NaN}, {0, 1}},
            {{0, 1}, {0, Double.NaN}},
            {{0, 1}, {0}},
            {{}, {}}
        };
        for (double[][] points : bad) {
            assertThrows(IllegalArgumentException.class, () -> new Isotonic(points[0], points[1]));
        }
    }
}
