package dev.fairlead.bench;

import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.retrieval.VectorIndex;
import dev.fairlead.retrieval.Vectors;
import java.io.IOException;

/** Something that searches vectors by inner product. Ids are 0, 1, 2, … */
interface VectorPeer extends AutoCloseable {
    /** What a filter lets pass: one id in so many. */
    int PASSES = 20;

    /** Ids of about the {@code k} best. @param filtered only those that are multiples of {@link #PASSES} */
    int[] search(float[] query, int k, boolean filtered) throws IOException;

    /** What it holds, vectors included, in bytes: on the heap, or in files that the system keeps in memory. */
    long bytes();

    @Override
    default void close() throws IOException {}

    /** An index of this program. */
    record Own(VectorIndex index) implements VectorPeer {
        static Own build(IndexFactory factory, Vectors vectors) {
            return new Own(factory.build(vectors, _ -> {}));
        }

        @Override
        public int[] search(float[] query, int k, boolean filtered) {
            return index.search(query, k, id -> !filtered || id % PASSES == 0).ids();
        }

        @Override
        public long bytes() {
            return index.bytes() + 4L * index.size() * (index.dimensions() + 1);
        }
    }
}
