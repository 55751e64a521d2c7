package dev.fairlead.retrieval;

import java.util.function.IntConsumer;

/** Builds an index over vectors that do not change any more. */
public interface IndexFactory {
    /** @param progress told now and then how many vectors are in */
    VectorIndex build(Vectors vectors, IntConsumer progress);

    /** Scans everything: exact, built at once. */
    IndexFactory EXACT = (vectors, _) -> new ExactIndex(vectors);

    /** This one from {@code size} vectors on, and the exact scan below. */
    default IndexFactory from(int size) {
        return (vectors, progress) -> vectors.size() < size ? new ExactIndex(vectors) : build(vectors, progress);
    }
}
