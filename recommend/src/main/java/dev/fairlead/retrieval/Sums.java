package dev.fairlead.retrieval;

import java.util.Arrays;

/** Vectors that are weighted sums of embeddings, many at a time: a sparse matrix in compressed rows, refilled for each step. */
final class Sums {
    private int[] starts = new int[64];
    private int[] rows = new int[1024];
    private float[] weights = new float[1024];
    private int vectors;
    private int size;

    void clear() {
        vectors = 0;
        size = 0;
    }

    int vectors() {
        return vectors;
    }

    /** Adds a term to the vector that {@link #end} will end; a row below 0 adds nothing. */
    void add(int row, float weight) {
        if (row < 0) {
            return;
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        rows[size] = row;
        weights[size++] = weight;
    }

    /** Terms added since the last {@link #end}. */
    int open() {
        return size - starts[vectors];
    }

    /** Multiplies the weights of the terms from the {@code from}-th of the open vector on. */
    void scale(int from, float factor) {
        for (int i = starts[vectors] + from; i < size; i++) {
            weights[i] *= factor;
        }
    }

    void end() {
        vectors++;
        if (vectors == starts.length) {
            starts = Arrays.copyOf(starts, 2 * vectors);
        }
        starts[vectors] = size;
    }

    /** Writes every vector to {@code out}, row-major. */
    void forward(float[] table, int dimensions, float[] out) {
        Arrays.fill(out, 0, vectors * dimensions, 0);
        for (int v = 0; v < vectors; v++) {
            int to = v * dimensions;
            for (int i = starts[v]; i < starts[v + 1]; i++) {
                int from = rows[i] * dimensions;
                float weight = weights[i];
                for (int d = 0; d < dimensions; d++) {
                    out[to + d] += weight * table[from + d];
                }
            }
        }
    }

    /** Adds to the gradients of the embeddings what the gradients of the vectors make of them. */
    void backward(float[] gradients, int dimensions, Adagrad optimizer) {
        for (int v = 0; v < vectors; v++) {
            for (int i = starts[v]; i < starts[v + 1]; i++) {
                optimizer.add(rows[i], weights[i], gradients, v * dimensions);
            }
        }
    }
}
