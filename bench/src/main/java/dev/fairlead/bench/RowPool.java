package dev.fairlead.bench;

import java.util.Arrays;

/** Rows to score: those of one call are copied together before it, from a pool too large for a branch predictor to learn. */
final class RowPool {
    static final int SIZE = 8192;

    private final int features;
    private final float[] floats;
    private final double[] doubles;
    private int next;

    RowPool(SimulatedRows data) {
        features = data.features();
        floats = data.rows(SIZE, 99);
        doubles = SimulatedRows.widened(floats);
    }

    Subject.Rows next(int count) {
        if (next + count > SIZE) {
            next = 0;
        }
        int from = next * features;
        int to = from + count * features;
        next += count;
        return new Subject.Rows(
                count, features, Arrays.copyOfRange(floats, from, to), Arrays.copyOfRange(doubles, from, to));
    }
}
