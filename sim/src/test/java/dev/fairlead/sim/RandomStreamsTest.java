package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
    @Test
    void streamsDifferByEveryPartOfTheirName() {
        long first = RandomStreams.of(1, RandomStreams.USER, 2, 3).nextLong();
        assertEquals(first, RandomStreams.of(1, RandomStreams.USER, 2, 3).nextLong());
        assertNotEquals(first, RandomStreams.of(2, RandomStreams.USER, 2, 3).nextLong());
        assertNotEquals(first, RandomStreams.of(1, RandomStreams.ITEM, 2, 3).nextLong());
        assertNotEquals(first, RandomStreams.of(1, RandomStreams.USER, 3, 2).nextLong());
        assertNotEquals(first, RandomStreams.of(1, RandomStreams.USER, 2).nextLong());
    }

    @Test
    void indexesComeInProportionToTheirWeights() {
        double[] weights = {1, 0, 3, 6};
        int[] counts = new int[weights.length];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            counts[RandomStreams.index(random, weights)]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertEquals(weights[i] / 10, counts[i] / 100_000.0, 0.006);
        }
    }

    @Test
    void countsHaveMeanAndVarianceOfThePoissonDistribution() {
        SplittableRandom random = new SplittableRandom(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            int count = RandomStreams.count(random, 1.7);
            sum += count;
            squares += count * (double) count;
        }
        double mean = sum / 100_000;
        assertEquals(1.7, mean, 0.02);
        assertEquals(1.7, squares / 100_000 - mean * mean, 0.05);
        assertEquals(0, RandomStreams.count(random, 0));
    }
}
