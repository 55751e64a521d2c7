package dev.fairlead.retrieval;

import java.util.function.IntPredicate;

/** Vectors by id, searched by inner product. Safe for searches from many threads. */
public interface VectorIndex {
    /** All that it holds, in an order of its own. */
    Vectors vectors();

    /** Length of each vector. */
    default int dimensions() {
        return vectors().dimensions();
    }

    /** How many vectors it holds. */
    default int size() {
        return vectors().size();
    }

    /**
     * The {@code k} accepted ids of the highest inner product with {@code query}, fewer if fewer are accepted. The filter works
     * inside the search: what it refuses takes no place.
     *
     * @param query {@link #dimensions} floats
     * @param accept asked about ids, in any order, some never
     */
    Hits search(float[] query, int k, IntPredicate accept);

    /** Heap that it holds beside {@link #vectors}, in bytes, about. */
    long bytes();
}
