package dev.fairlead.trees;

import java.util.Random;

/** Numbers that meet often and at every edge. */
final class Values {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1e-35f,
        -1e-35f,
        Math.nextUp((double) 1e-35f),
        1e-36,
        -1e-36,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Float.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Float.MAX_VALUE,
        1,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
    };

    private static final double[] ROW_EDGES = {
        Double.NaN,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        -0.5,
        -1,
        7,
        31,
        32,
        99,
        128,
        2147483647,
        2147483648.0,
        1e30
    };

    private Values() {}

    /** For thresholds. */
    static double finite(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(10);
            default -> random.nextGaussian();
        };
    }

    /** For rows. */
    static double any(Random random) {
        return random.nextInt(3) == 0 ? ROW_EDGES[random.nextInt(ROW_EDGES.length)] : finite(random);
    }
}
