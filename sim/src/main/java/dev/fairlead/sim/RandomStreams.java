package dev.fairlead.sim;

import java.util.SplittableRandom;

/**
 * A random stream for every entity and moment, so that what one user does never depends on what others did or in which
 * order they were simulated. It also pairs runs under different feeds: the same user meets the same item on the same
 * page with the same luck.
 */
final class RandomStreams {
    static final int SELLER = 1;
    static final int ITEM = 2;
    static final int CATEGORY = 3;
    static final int USER = 4;
    static final int DAY = 5;
    static final int VISIT = 6;
    static final int ENCOUNTER = 7;
    static final int RESTOCK = 8;
    static final int LATE = 9;
    static final int HABITS = 10;
    static final int MOOD = 11;

    private RandomStreams() {}

    /** The stream of one entity: {@code kind} is one of the constants above, {@code ids} say which. */
    static SplittableRandom of(long seed, int kind, long... ids) {
        long state = mix(seed + kind * 0x9E3779B97F4A7C15L);
        for (long id : ids) {
            state = mix(state + (id + 1) * 0x9E3779B97F4A7C15L);
        }
        return new SplittableRandom(state);
    }

    /** David Stafford's variant 13 of the 64-bit MurmurHash3 finalizer: every input bit reaches every output bit. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Index drawn in proportion to {@code weights}, which are at least 0 and not all 0. */
    static int index(SplittableRandom random, double[] weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = random.nextDouble() * total;
        int last = 0;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** Poisson count with mean {@code mean} (Knuth's product method; for means of a few units). */
    static int count(SplittableRandom random, double mean) {
        double limit = Math.exp(-mean);
        int count = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            count++;
        }
        return Math.max(0, count);
    }
}
