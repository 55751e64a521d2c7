package dev.fairlead.bench;

import dev.fairlead.retrieval.Vectors;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Items and users as towers leave them: items lie around their category and their style within it, are longer the better they are
 * known, and have one component, the last, that is large for what is popular with everybody.
 */
record SimulatedVectors(int dimensions, float[][] centres, Vectors items) {
    private static final int CATEGORIES = 500;
    private static final int STYLES = 20; // of a category
    private static final double STYLE = 0.5; // deviations, when a category's is 1
    private static final double OWN = 0.4;

    static SimulatedVectors of(int count, int dimensions, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] centres = new float[CATEGORIES * STYLES][dimensions];
        for (int category = 0; category < CATEGORIES; category++) {
            float[] middle = gaussian(random, dimensions, 1);
            for (int style = 0; style < STYLES; style++) {
                float[] off = gaussian(random, dimensions, STYLE);
                for (int d = 0; d < dimensions; d++) {
                    centres[category * STYLES + style][d] = middle[d] + off[d];
                }
            }
        }
        float[] values = new float[count * dimensions];
        for (int i = 0; i < count; i++) {
            float[] centre = centres[random.nextInt(centres.length)];
            float[] own = gaussian(random, dimensions, OWN);
            double length = 0.3 + 0.7 * random.nextDouble();
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] = (float) (length * (centre[d] + own[d]));
            }
            values[(i + 1) * dimensions - 1] = (float) (-2 * Math.log(1 - random.nextDouble()));
        }
        return new SimulatedVectors(
                dimensions,
                centres,
                new Vectors(dimensions, IntStream.range(0, count).toArray(), values));
    }

    private static float[] gaussian(SplittableRandom random, int dimensions, double deviation) {
        float[] drawn = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            drawn[d] = (float) (deviation * random.nextGaussian());
        }
        return drawn;
    }

    /** A user who likes one to four styles. */
    float[] user(SplittableRandom random) {
        float[] user = gaussian(random, dimensions, 0.3);
        int likes = 1 + random.nextInt(4);
        for (int i = 0; i < likes; i++) {
            float[] centre = centres[random.nextInt(centres.length)];
            for (int d = 0; d < dimensions; d++) {
                user[d] += centre[d] / likes;
            }
        }
        user[dimensions - 1] = 1;
        return user;
    }

    /** Any direction: nobody's. */
    float[] direction(SplittableRandom random) {
        return gaussian(random, dimensions, 1);
    }
}
