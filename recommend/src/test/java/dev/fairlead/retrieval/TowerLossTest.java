package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TowerLossTest {
    private static final int DIMENSIONS = 5;
    private static final int ROWS = 9;
    private static final int EXAMPLES = 4;
    private static final int SHARED = 5;

    /** Vectors of two or three embeddings each; the third example has a hard negative, the last column. */
    private static Batch batch(SplittableRandom random) {
        Batch batch = new Batch();
        batch.examples = EXAMPLES;
        batch.shared = SHARED;
        batch.positive = new int[] {0, 1, 1, 2};
        batch.hard = new int[] {-1, -1, SHARED, -1};
        batch.drawn = new float[] {0, 1, 0, 2, 1};
        batch.correction = new float[SHARED];
        for (int c = 0; c < SHARED; c++) {
            batch.correction[c] = (float) random.nextGaussian();
        }
        for (int b = 0; b < EXAMPLES; b++) {
            sum(batch.users, random);
        }
        for (int c = 0; c <= SHARED; c++) {
            sum(batch.items, random);
        }
        return batch;
    }

    private static void sum(Sums sums, SplittableRandom random) {
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            sums.add(random.nextInt(ROWS), 0.5f + random.nextInt(3));
        }
        sums.scale(0, 0.7f);
        sums.end();
    }

    private static double loss(Batch batch, TowerLoss loss, Adagrad optimizer) {
        return TowerStep.gradient(
                batch,
                DIMENSIONS,
                optimizer,
                loss,
                new float[EXAMPLES * DIMENSIONS],
                new float[(SHARED + 1) * DIMENSIONS],
                new float[EXAMPLES * DIMENSIONS],
                new float[(SHARED + 1) * DIMENSIONS]);
    }

    private static void assertGradient(TowerLoss loss) {
        for (long seed = 1; seed <= 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Batch batch = batch(random);
            float[] table = new float[ROWS * DIMENSIONS];
            for (int i = 0; i < table.length; i++) {
                table[i] = (float) (0.4 * random.nextGaussian());
            }
            Adagrad optimizer = new Adagrad(table, DIMENSIONS, 0);
            loss(batch, loss, optimizer);
            for (int i = 0; i < table.length; i++) {
                float step = 1e-2f;
                float kept = table[i];
                table[i] = kept + step;
                double above = loss(batch, loss, new Adagrad(table, DIMENSIONS, 0));
                table[i] = kept - step;
                double below = loss(batch, loss, new Adagrad(table, DIMENSIONS, 0));
                table[i] = kept;
                double slope = (above - below) / (2 * step);
                float gradient = optimizer.gradient(i / DIMENSIONS, i % DIMENSIONS);
                int at = i;
                long of = seed;
                assertEquals(slope, gradient, 2e-3 + 2e-3 * Math.abs(slope), () -> "seed " + of + ", component " + at);
            }
        }
    }

    @Test
    void theSoftmaxsGradientIsItsSlope() {
        assertGradient(new SampledSoftmax(0));
        assertGradient(new SampledSoftmax(0.5));
    }

    @Test
    void thePairwiseGradientIsItsSlope() {
        assertGradient(new PairwiseLoss(0));
        assertGradient(new PairwiseLoss(0.5));
    }

    /**
     * Items drawn with known, unequal probabilities: with the correction the mean of the estimated denominator is that of
     * the whole softmax, without it it is not.
     */
    @Test
    void theCorrectionMakesTheSampledSoftmaxTheWholeOne() {
        double[] scores = {0.3, -1.2, 0.9, 0.1, -0.4, 1.1};
        double[] drawn = {0.4, 0.3, 0.1, 0.1, 0.05, 0.05};
        int draws = 4;
        SplittableRandom random = new SplittableRandom(7);
        SampledSoftmax loss = new SampledSoftmax(0);
        double corrected = 0;
        double plain = 0;
        int runs = 40_000;
        for (int run = 0; run < runs; run++) {
            int[] counts = new int[scores.length];
            for (int n = 0; n < draws; n++) {
                counts[index(drawn, random.nextDouble())]++;
            }
            corrected += denominator(loss, scores, counts, drawn, draws, true);
            plain += denominator(loss, scores, counts, drawn, draws, false);
        }
        double whole = Arrays.stream(scores).map(Math::exp).sum();
        assertEquals(whole, corrected / runs, 0.02 * whole);
        assertTrue(Math.abs(plain / runs - whole) > 0.1 * whole, "the uncorrected one should be off");
    }

    /** exp(s₊ + loss), the denominator that the loss used; item 0 is the touched one. */
    private static double denominator(
            SampledSoftmax loss, double[] scores, int[] counts, double[] drawn, int draws, boolean correct) {
        Batch batch = new Batch();
        batch.examples = 1;
        batch.hard = new int[] {-1};
        batch.positive = new int[] {0};
        float[] vectors = new float[scores.length * 2];
        batch.correction = new float[scores.length];
        for (int item = 0; item < scores.length; item++) {
            if (item == 0 || counts[item] > 0) {
                vectors[2 * batch.shared] = (float) scores[item];
                double expected = draws * drawn[item];
                batch.correction[batch.shared++] = correct ? (float) Math.log(counts[item] / expected) : 0;
            }
        }
        double value = loss.add(batch, 2, new float[] {1, 0}, vectors, new float[2], new float[scores.length * 2]);
        return Math.exp(scores[0] + value);
    }

    private static int index(double[] probabilities, double at) {
        double sum = 0;
        for (int i = 0; i < probabilities.length - 1; i++) {
            sum += probabilities[i];
            if (at < sum) {
                return i;
            }
        }
        return probabilities.length - 1;
    }

    @Test
    void theExponentialIsOne() {
        for (int i = -870; i <= 880; i++) {
            float x = i / 10f;
            assertEquals(1, Exponential.of(x) / Math.exp(x), 2e-7 * Math.max(1, Math.abs(x)), () -> "e^" + x);
        }
        assertEquals(0, Exponential.of(Float.NEGATIVE_INFINITY));
    }
}
