package dev.fairlead.trees;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a value with sixteen cuts at once and counts those below it: first with the pivots, then with the sixteenth of
 * the table that they point to.
 */
final class VectorSearch implements BinSearch {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    @Override
    public void find(
            Cuts cuts, float[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep) {
        for (int column = 0; column < cuts.columns(); column++) {
            int at = from + cuts.feature()[column];
            int to = column * columnStep;
            float zero = (float) cuts.zero()[column];
            byte missing = cuts.missing()[column];
            int start = cuts.start()[column];
            if (cuts.large()[column]) {
                large(cuts.floats(), start, rows, at, width, count, bins, to, rowStep, zero, missing);
            } else {
                small(cuts.floats(), start, rows, at, width, count, bins, to, rowStep, zero, missing);
            }
        }
    }

    private static void small(
            float[] table,
            int start,
            float[] rows,
            int at,
            int width,
            int count,
            byte[] bins,
            int to,
            int step,
            float zero,
            byte missing) {
        for (int row = 0; row < count; row++) {
            float value = rows[at + row * width];
            int bin = below(table, start, FloatVector.broadcast(FLOATS, value));
            bins[to + row * step] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
        }
    }

    private static void large(
            float[] table,
            int start,
            float[] rows,
            int at,
            int width,
            int count,
            byte[] bins,
            int to,
            int step,
            float zero,
            byte missing) {
        for (int row = 0; row < count; row++) {
            float value = rows[at + row * width];
            FloatVector same = FloatVector.broadcast(FLOATS, value);
            int bucket = below(table, start, same) * Cuts.SMALL;
            int bin = bucket + below(table, start + Cuts.SMALL + bucket, same);
            bins[to + row * step] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
        }
    }

    private static int below(float[] table, int start, FloatVector value) {
        int below = 0;
        for (int i = 0; i < Cuts.SMALL; i += FLOATS.length()) {
            below += FloatVector.fromArray(FLOATS, table, start + i)
                    .compare(VectorOperators.LT, value)
                    .trueCount();
        }
        return below;
    }

    @Override
    public void find(
            Cuts cuts, double[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep) {
        for (int column = 0; column < cuts.columns(); column++) {
            int at = from + cuts.feature()[column];
            int to = column * columnStep;
            double zero = cuts.zero()[column];
            byte missing = cuts.missing()[column];
            int start = cuts.start()[column];
            if (cuts.large()[column]) {
                large(cuts.doubles(), start, rows, at, width, count, bins, to, rowStep, zero, missing);
            } else {
                small(cuts.doubles(), start, rows, at, width, count, bins, to, rowStep, zero, missing);
            }
        }
    }

    private static void small(
            double[] table,
            int start,
            double[] rows,
            int at,
            int width,
            int count,
            byte[] bins,
            int to,
            int step,
            double zero,
            byte missing) {
        for (int row = 0; row < count; row++) {
            double value = rows[at + row * width];
            int bin = below(table, start, DoubleVector.broadcast(DOUBLES, value));
            bins[to + row * step] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
        }
    }

    private static void large(
            double[] table,
            int start,
            double[] rows,
            int at,
            int width,
            int count,
            byte[] bins,
            int to,
            int step,
            double zero,
            byte missing) {
        for (int row = 0; row < count; row++) {
            double value = rows[at + row * width];
            DoubleVector same = DoubleVector.broadcast(DOUBLES, value);
            int bucket = below(table, start, same) * Cuts.SMALL;
            int bin = bucket + below(table, start + Cuts.SMALL + bucket, same);
            bins[to + row * step] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
        }
    }

    private static int below(double[] table, int start, DoubleVector value) {
        int below = 0;
        for (int i = 0; i < Cuts.SMALL; i += DOUBLES.length()) {
            below += DoubleVector.fromArray(DOUBLES, table, start + i)
                    .compare(VectorOperators.LT, value)
                    .trueCount();
        }
        return below;
    }
}
