package dev.fairlead.retrieval;

import java.util.function.IntPredicate;

/** Vectors by id, searched by inner product. Safe for searches from many threads. */
public interface VectorIndex {
    /** Length of each vector. */
    int dimensions();

    /** How many vectors it holds. */
    int size();

    /**
     * The {@code k} accepted ids of the highest inner product with {@code query}, fewer if fewer are accepted. The filter works
     * inside the search: what it refuses takes no place.
     *
     * @param query {@link #dimensions} floats
     * @param accept asked about ids, in any order, some never
     */
    Hits search(float[] query, int k, IntPredicate accept);

    /** Heap that it holds beside the vectors it was built from, in bytes, about. */
    long bytes();
}
