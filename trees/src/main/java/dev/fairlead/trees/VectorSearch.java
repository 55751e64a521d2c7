package dev.fairlead.trees;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Compares a value with sixteen cuts at once and counts those below it: first with the pivots, then with the sixteenth of
 * the table that they point to.
 */
final class VectorSearch implements BinSearch {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

    @Override
    public void find(
            Cuts cuts, float[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep) {
        byte[] bins = scratch.bins;
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
            Cuts cuts, double[] rows, int from, int width, int count, Scratch scratch, int rowStep, int columnStep) {
        byte[] bins = scratch.bins;
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

    /** The table sits in registers, and looking up a vector of rows is a permutation of bytes. */
    @Override
    public void pick(byte[] table, int at, int count, byte[] lines, int rows, byte[] bins, int to) {
        int lanes = BYTES.length();
        if (count <= 2 * lanes) {
            ByteVector a = ByteVector.fromArray(BYTES, table, at);
            ByteVector b = ByteVector.fromArray(BYTES, table, at + lanes);
            for (int row = 0; row < rows; row += lanes) {
                ByteVector.fromArray(BYTES, lines, row).selectFrom(a, b).intoArray(bins, to + row);
            }
        } else if (count <= 4 * lanes) {
            pickOfFour(table, at, lines, rows, bins, to);
        } else {
            for (int row = 0; row < rows; row++) {
                bins[to + row] = table[at + (lines[row] & 0xFF)];
            }
        }
    }

    private static void pickOfFour(byte[] table, int at, byte[] lines, int rows, byte[] bins, int to) {
        int lanes = BYTES.length();
        ByteVector a = ByteVector.fromArray(BYTES, table, at);
        ByteVector b = ByteVector.fromArray(BYTES, table, at + lanes);
        ByteVector c = ByteVector.fromArray(BYTES, table, at + 2 * lanes);
        ByteVector d = ByteVector.fromArray(BYTES, table, at + 3 * lanes);
        for (int row = 0; row < rows; row += lanes) {
            ByteVector line = ByteVector.fromArray(BYTES, lines, row);
            VectorMask<Byte> upper = line.compare(VectorOperators.UGE, (byte) (2 * lanes));
            line.selectFrom(a, b).blend(line.selectFrom(c, d), upper).intoArray(bins, to + row);
        }
    }
}
