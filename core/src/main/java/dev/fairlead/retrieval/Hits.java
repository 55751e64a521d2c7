package dev.fairlead.retrieval;

/**
 * What a search found, best first; of equal scores the lower id first. Arrays are parallel.
 *
 * @param scores inner products with the query
 */
public record Hits(int[] ids, float[] scores) {
    /** Nothing. */
    public static final Hits NONE = new Hits(new int[0], new float[0]);
}
