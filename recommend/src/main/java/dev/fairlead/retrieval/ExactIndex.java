package dev.fairlead.retrieval;

import java.util.function.IntPredicate;

/** Scans every vector. What it finds is right; the time grows with the number of vectors. */
public final class ExactIndex implements VectorIndex {
    /** Rows that are scored at one go. */
    static final int BLOCK = 1_024;

    private final Vectors vectors;
    private final Dots dots;

    public ExactIndex(Vectors vectors) {
        this(vectors, Dots.HERE);
    }

    ExactIndex(Vectors vectors, Dots dots) {
        this.vectors = vectors;
        this.dots = dots;
    }

    @Override
    public Vectors vectors() {
        return vectors;
    }

    @Override
    public Hits search(float[] query, int k, IntPredicate accept) {
        TopK top = new TopK(Math.min(k, size()));
        int[] ids = vectors.ids();
        scan(query, vectors.values(), 0, size(), dots, new float[BLOCK], top, i -> ids[i], accept);
        return top.take();
    }

    /** The id of a row. */
    interface Naming {
        int id(int row);
    }

    /**
     * Offers the accepted ones of the rows; a negative id is nobody's.
     *
     * @param scores room for {@link #BLOCK}
     */
    static void scan(
            float[] query,
            float[] rows,
            int start,
            int end,
            Dots dots,
            float[] scores,
            TopK top,
            Naming ids,
            IntPredicate accept) {
        for (int from = start; from < end; from += BLOCK) {
            int block = Math.min(BLOCK, end - from);
            for (int i = 0; i < block; i++) {
                scores[i] = dots.of(query, 0, rows, (from + i) * query.length, query.length);
            }
            for (int i = 0; i < block; i++) {
                if (scores[i] >= top.threshold()) {
                    int id = ids.id(from + i);
                    if (id >= 0 && accept.test(id)) {
                        top.offer(id, scores[i]);
                    }
                }
            }
        }
    }

    @Override
    public long bytes() {
        return 0;
    }
}
