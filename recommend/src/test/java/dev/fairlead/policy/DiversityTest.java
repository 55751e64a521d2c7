package dev.fairlead.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Beside the textbook: a loop over all for MMR, determinants of all extensions for the DPP. */
class DiversityTest {
    private static final int N = 14;
    private static final int CHOSEN = 6;

    private static List<Integer> run(Reranker chooser) {
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < CHOSEN; i++) {
            int next = chooser.next(_ -> true);
            chooser.chosen(next);
            chosen.add(next);
        }
        return chosen;
    }

    private static int[] all() {
        return IntStream.range(0, N).toArray();
    }

    @Test
    void mmrIsTheTextbookLoop() {
        for (int seed = 0; seed < 200; seed++) {
            Pool pool = Pools.random(new SplittableRandom(seed), N, 0);
            Similarity likeness = new Similarity(pool, PolicyConfig.Alike.EMBEDDING);
            double[] relevance = Mmr.scaled(all(), pool.value());
            List<Integer> expected = new ArrayList<>();
            while (expected.size() < CHOSEN) {
                int best = -1;
                double highest = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < N; c++) {
                    int candidate = c;
                    double closest = expected.stream()
                            .mapToDouble(other -> likeness.of(candidate, other))
                            .max()
                            .orElse(0);
                    double gain = 0.6 * relevance[c] - 0.4 * closest;
                    if (!expected.contains(c) && gain > highest) {
                        best = c;
                        highest = gain;
                    }
                }
                expected.add(best);
            }
            assertEquals(expected, run(new Mmr(all(), pool.value(), 0.4, likeness)), "seed " + seed);
        }
    }

    @Test
    void dppAddsMostToTheDeterminant() {
        for (int seed = 0; seed < 200; seed++) {
            Pool pool = Pools.random(new SplittableRandom(seed), N, 0);
            Similarity likeness = new Similarity(pool, PolicyConfig.Alike.EMBEDDING);
            double weight = 0.3;
            double[] relevance = Mmr.scaled(all(), pool.value());
            double[][] kernel = new double[N][N];
            for (int i = 0; i < N; i++) {
                for (int j = 0; j < N; j++) {
                    double s = i == j ? 1.001 : likeness.of(i, j);
                    kernel[i][j] = s * Math.exp((1 - weight) / (2 * weight) * (relevance[i] + relevance[j]));
                }
            }
            List<Integer> expected = new ArrayList<>();
            while (expected.size() < CHOSEN) {
                int best = -1;
                double highest = -1;
                for (int c = 0; c < N; c++) {
                    List<Integer> extended = new ArrayList<>(expected);
                    extended.add(c);
                    double determinant = expected.contains(c) ? -1 : determinant(kernel, extended);
                    if (determinant > highest) {
                        best = c;
                        highest = determinant;
                    }
                }
                expected.add(best);
            }
            assertEquals(expected, run(new Dpp(all(), pool.value(), weight, likeness, CHOSEN)), "seed " + seed);
        }
    }

    /** By Gaussian elimination with pivots. */
    private static double determinant(double[][] kernel, List<Integer> of) {
        int n = of.size();
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = kernel[of.get(i)][of.get(j)];
            }
        }
        double determinant = 1;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] swap = a[k];
            a[k] = a[pivot];
            a[pivot] = swap;
            determinant *= pivot == k ? a[k][k] : -a[k][k];
            for (int i = k + 1; i < n && a[k][k] != 0; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return determinant;
    }

    @Test
    void withoutVectorsACategoryIsAlike() {
        Pool pool = Pools.of(9, 8.9, 8.8, 1);
        int[] categories = {0, 0, 1, 2};
        System.arraycopy(categories, 0, pool.categories(), 0, 4);
        Mmr mmr = new Mmr(
                IntStream.range(0, 4).toArray(), pool.value(), 0.3, new Similarity(pool, PolicyConfig.Alike.EMBEDDING));
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int next = mmr.next(_ -> true);
            mmr.chosen(next);
            chosen.add(next);
        }
        assertEquals(Arrays.asList(0, 2, 1), chosen);
    }
}
