package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImplicitAlsTest {
    private static final int FACTORS = 5;
    private static final double LAMBDA = 0.7;
    private static final double ALPHA = 2;

    /** Equation 4 of Hu, Koren and Volinsky with whole matrices, solved by Gaussian elimination. */
    private static double[] closedForm(double[][] items, double[] interactions) {
        double[][] a = new double[FACTORS][FACTORS + 1];
        for (int i = 0; i < FACTORS; i++) {
            a[i][i] = LAMBDA;
            for (int item = 0; item < items.length; item++) {
                double confidence = 1 + ALPHA * interactions[item];
                for (int j = 0; j < FACTORS; j++) {
                    a[i][j] += confidence * items[item][i] * items[item][j];
                }
                a[i][FACTORS] += interactions[item] > 0 ? confidence * items[item][i] : 0;
            }
        }
        for (int pivot = 0; pivot < FACTORS; pivot++) {
            for (int row = 0; row < FACTORS; row++) {
                double factor = a[row][pivot] / a[pivot][pivot];
                for (int j = 0; row != pivot && j <= FACTORS; j++) {
                    a[row][j] -= factor * a[pivot][j];
                }
            }
        }
        double[] x = new double[FACTORS];
        Arrays.setAll(x, i -> a[i][FACTORS] / a[i][i]);
        return x;
    }

    @Test
    void everyUserIsTheClosedFormOfTheItems() {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] dense = new double[7][9];
            int[][] pairs = new int[7][];
            double[][] interactions = new double[7][];
            for (int user = 0; user < 7; user++) {
                double[] of = dense[user];
                Arrays.setAll(of, _ -> random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0);
                of[user] = 1;
                pairs[user] = IntStream.range(0, 9).filter(i -> of[i] > 0).toArray();
                interactions[user] =
                        Arrays.stream(pairs[user]).mapToDouble(i -> of[i]).toArray();
            }
            ImplicitAls als = new ImplicitAls(
                    new TowerData(),
                    pairs,
                    interactions,
                    9,
                    new ImplicitAls.Config(FACTORS, LAMBDA, ALPHA, Double.POSITIVE_INFINITY, 6, seed));
            for (int user = 0; user < 7; user++) {
                assertArrayEquals(closedForm(als.items(), dense[user]), als.users()[user], 1e-9, "seed " + seed);
            }
        }
    }

    @Test
    void theObjectiveFallsWithEverySweep() {
        int[][] pairs = {{0, 1}, {1, 2}, {0, 3}, {2, 3, 4}};
        double[][] interactions = {{1, 2}, {1, 1}, {3, 1}, {1, 1, 1}};
        double before = Double.POSITIVE_INFINITY;
        for (int sweeps = 1; sweeps <= 6; sweeps++) {
            double now = objective(
                    new ImplicitAls(
                            new TowerData(),
                            pairs,
                            interactions,
                            5,
                            new ImplicitAls.Config(FACTORS, LAMBDA, ALPHA, Double.POSITIVE_INFINITY, sweeps, 3)),
                    pairs,
                    interactions);
            assertTrue(now <= before + 1e-12, "sweep " + sweeps + ": " + now + " after " + before);
            before = now;
        }
    }

    private static double objective(ImplicitAls als, int[][] pairs, double[][] interactions) {
        double sum = 0;
        for (int user = 0; user < pairs.length; user++) {
            double[] of = new double[als.items().length];
            for (int n = 0; n < pairs[user].length; n++) {
                of[pairs[user][n]] = interactions[user][n];
            }
            for (int item = 0; item < of.length; item++) {
                double dot = 0;
                for (int f = 0; f < FACTORS; f++) {
                    dot += als.users()[user][f] * als.items()[item][f];
                }
                double error = (of[item] > 0 ? 1 : 0) - dot;
                sum += (1 + ALPHA * of[item]) * error * error;
            }
            sum += LAMBDA * Arrays.stream(als.users()[user]).map(x -> x * x).sum();
        }
        for (double[] item : als.items()) {
            sum += LAMBDA * Arrays.stream(item).map(x -> x * x).sum();
        }
        return sum;
    }
}
