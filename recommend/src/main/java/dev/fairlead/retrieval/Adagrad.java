package dev.fairlead.retrieval;

import java.util.Arrays;

/**
 * Embeddings under training: each component's step is the learning rate × gradient / √(start + sum of its squared gradients
 * so far). Duchi, Hazan and Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, JMLR 2011.
 * The larger the start, the less the first gradients of a rare field move its embedding. Only embeddings that a step
 * touched move.
 */
final class Adagrad {
    private static final float EPSILON = 1e-8f;

    private final float[] table;
    private final int dimensions;
    private final float[] squares;
    private final int[] slots; // by row: slot + 1 in this step, 0 = not touched
    private int[] touched = new int[256];
    private float[] gradients;
    private int size;

    Adagrad(float[] table, int dimensions, double start) {
        this.table = table;
        this.dimensions = dimensions;
        this.squares = new float[table.length];
        Arrays.fill(squares, (float) start);
        this.slots = new int[table.length / dimensions];
        this.gradients = new float[256 * dimensions];
    }

    float[] table() {
        return table;
    }

    /** Adds {@code weight} × the gradient at {@code from} to the row's. */
    void add(int row, float weight, float[] gradient, int from) {
        int to = slot(row) * dimensions;
        for (int d = 0; d < dimensions; d++) {
            gradients[to + d] += weight * gradient[from + d];
        }
    }

    private int slot(int row) {
        if (slots[row] == 0) {
            if (size == touched.length) {
                touched = Arrays.copyOf(touched, 2 * size);
                gradients = Arrays.copyOf(gradients, 2 * size * dimensions);
            }
            touched[size] = row;
            Arrays.fill(gradients, size * dimensions, (size + 1) * dimensions, 0);
            slots[row] = ++size;
        }
        return slots[row] - 1;
    }

    /** The gradient gathered for one component; for tests. */
    float gradient(int row, int d) {
        return slots[row] == 0 ? 0 : gradients[(slots[row] - 1) * dimensions + d];
    }

    /**
     * Moves what was touched and begins the next step.
     *
     * @param times what gradients are multiplied with
     */
    void step(float rate, float l2, float times) {
        for (int slot = 0; slot < size; slot++) {
            int row = touched[slot];
            int at = row * dimensions;
            int from = slot * dimensions;
            for (int d = 0; d < dimensions; d++) {
                float g = times * gradients[from + d] + l2 * table[at + d];
                float sum = squares[at + d] + g * g;
                squares[at + d] = sum;
                table[at + d] -= rate * g / ((float) Math.sqrt(sum) + EPSILON);
            }
            slots[row] = 0;
        }
        size = 0;
    }
}
