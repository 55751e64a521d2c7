package dev.fairlead.experiment.analysis;

import java.util.Arrays;

/** A growing array. */
final class Values {
    private double[] values = new double[2];
    private int size;

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    void merge(Values other) {
        for (int i = 0; i < other.size; i++) {
            add(other.values[i]);
        }
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
