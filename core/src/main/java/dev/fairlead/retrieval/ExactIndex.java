package dev.fairlead.retrieval;

import java.util.function.IntPredicate;

/** Scans every vector. What it finds is right; the time grows with the number of vectors. */
public final class ExactIndex implements VectorIndex {
    private static final int BLOCK = 1_024;

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
    public int dimensions() {
        return vectors.dimensions();
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public Hits search(float[] query, int k, IntPredicate accept) {
        TopK top = new TopK(Math.min(k, size()));
        int[] ids = vectors.ids();
        scan(query, vectors.values(), size(), dots, top, i -> ids[i], accept);
        return top.take();
    }

    /** The id of a row. */
    interface Naming {
        int id(int row);
    }

    /** Offers the accepted ones of the first {@code count} rows; a negative id is nobody's. */
    static void scan(float[] query, float[] rows, int count, Dots dots, TopK top, Naming ids, IntPredicate accept) {
        float[] scores = new float[Math.min(BLOCK, count)];
        for (int from = 0; from < count; from += BLOCK) {
            int block = Math.min(BLOCK, count - from);
            dots.of(query, rows, from, block, scores);
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
