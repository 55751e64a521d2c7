package dev.fairlead.retrieval;

import java.util.Arrays;

/**
 * What a search found, best first; of equal scores the lower id first. Arrays are parallel.
 *
 * @param scores inner products with the query
 */
public record Hits(int[] ids, float[] scores) {
    /** Nothing. */
    public static final Hits NONE = new Hits(new int[0], new float[0]);

    /** The best {@code k} of these. */
    Hits first(int k) {
        return k >= ids.length ? this : new Hits(Arrays.copyOf(ids, k), Arrays.copyOf(scores, k));
    }
}
