package dev.fairlead.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class NegativeSamplingTest {
    private static final int[] NO_GROUPS = {};

    /** Row i holds i and i + ½; every {@code every}-th is positive. */
    private static Matrix rows(int n, int every) {
        float[] rows = new float[2 * n];
        float[] labels = new float[n];
        for (int i = 0; i < n; i++) {
            rows[2 * i] = i;
            rows[2 * i + 1] = i + 0.5f;
            labels[i] = i % every == 0 ? 1 : 0;
        }
        return new Matrix(rows, 2, labels, new float[0], NO_GROUPS);
    }

    @Test
    void everyPositiveIsKeptWithItsRowAndWeightOne() {
        Matrix kept = new NegativeSampling(3, 1).sample(rows(5_000, 100));
        int positives = 0;
        for (int k = 0; k < kept.size(); k++) {
            assertEquals(kept.rows()[2 * k] + 0.5f, kept.rows()[2 * k + 1]);
            assertEquals(kept.rows()[2 * k] % 100 == 0 ? 1 : 0, kept.labels()[k]);
            positives += (int) kept.labels()[k];
            assertEquals(kept.labels()[k] > 0 ? 1 : 4_950 / 150f, kept.weights()[k], 1e-4);
        }
        assertEquals(50, positives);
    }

    /** The number of kept negatives is binomial; over 200 seeds the weighted label mean stays within its limits. */
    @Test
    void theWeightedLabelMeanEstimatesThatOfAllRows() {
        Matrix all = rows(10_000, 100);
        double rate = 1_000 / 9_900.0;
        double deviation = Math.sqrt(9_900 * rate * (1 - rate)) / rate;
        double sum = 0;
        for (int seed = 0; seed < 200; seed++) {
            Matrix kept = new NegativeSampling(10, seed).sample(all);
            double weight = 0;
            for (float w : kept.weights()) {
                weight += w;
            }
            assertEquals(10_000, weight, 5 * deviation);
            assertEquals(0.01, 100 / weight, 0.01 * 6 * deviation / 10_000);
            sum += weight;
        }
        assertEquals(10_000, sum / 200, 4 * deviation / Math.sqrt(200));
    }

    @Test
    void theSameSeedKeepsTheSameRowsAndAnotherSeedOthers() {
        Matrix all = rows(1_000, 50);
        assertArrayEquals(
                new NegativeSampling(4, 9).sample(all).rows(),
                new NegativeSampling(4, 9).sample(all).rows());
        assertFalse(Arrays.equals(
                new NegativeSampling(4, 9).sample(all).rows(),
                new NegativeSampling(4, 10).sample(all).rows()));
    }

    @Test
    void moreNegativesThanThereAreKeepsAllRowsAsTheyAre() {
        Matrix all = rows(100, 4);
        Matrix kept = new NegativeSampling(3, 1).sample(all);
        assertArrayEquals(all.rows(), kept.rows());
        for (float weight : kept.weights()) {
            assertEquals(1, weight);
        }
    }

    @Test
    void weightsThatRowsHadAreKept() {
        Matrix all = rows(4_000, 100);
        float[] weights = new float[4_000];
        Arrays.fill(weights, 2.5f);
        Matrix weighted = new Matrix(all.rows(), 2, all.labels(), weights, NO_GROUPS);
        Matrix plain = new NegativeSampling(10, 3).sample(all);
        Matrix kept = new NegativeSampling(10, 3).sample(weighted);
        for (int k = 0; k < kept.size(); k++) {
            assertEquals(2.5 * plain.weights()[k], kept.weights()[k], 1e-4);
        }
    }

    @Test
    void aRateThatIsNotAboveZeroIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NegativeSampling(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new NegativeSampling(Double.NaN, 1));
    }

    @Test
    void aMatrixWhosePartsDoNotFitIsRefused() {
        float[] two = new float[2];
        assertThrows(IllegalArgumentException.class, () -> new Matrix(new float[3], 2, two, new float[0], NO_GROUPS));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(two, 0, two, new float[0], NO_GROUPS));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(two, 1, two, new float[1], NO_GROUPS));
        assertThrows(IllegalArgumentException.class, () -> new Matrix(two, 1, two, two, new int[] {1, 2}));
        assertTrue(new Matrix(two, 1, two, two, new int[] {1, 1}).size() == 2);
    }
}
