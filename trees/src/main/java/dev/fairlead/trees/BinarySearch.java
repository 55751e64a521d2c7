package dev.fairlead.trees;

/** Halves the table: four or eight steps without a branch to mispredict. */
final class BinarySearch implements BinSearch {
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
            boolean large = cuts.large()[column];
            for (int row = 0; row < count; row++) {
                float value = rows[at + row * width];
                int bin = large ? large(cuts.floats(), start, value) : small(cuts.floats(), start, value);
                bins[to + row * rowStep] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
            }
        }
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
            boolean large = cuts.large()[column];
            for (int row = 0; row < count; row++) {
                double value = rows[at + row * width];
                int bin = large ? large(cuts.doubles(), start, value) : small(cuts.doubles(), start, value);
                bins[to + row * rowStep] = Math.abs(value) > zero ? (byte) (bin - Cuts.BIAS) : missing;
            }
        }
    }

    @Override
    public void pick(byte[] table, int at, int count, byte[] lines, int rows, byte[] bins, int to) {
        for (int row = 0; row < rows; row++) {
            bins[to + row] = table[at + (lines[row] & 0xFF)];
        }
    }

    private static int small(float[] table, int start, float value) {
        int bin = table[start + 7] < value ? 8 : 0;
        bin += table[start + bin + 3] < value ? 4 : 0;
        bin += table[start + bin + 1] < value ? 2 : 0;
        bin += table[start + bin] < value ? 1 : 0;
        return bin + (table[start + bin] < value ? 1 : 0);
    }

    private static int small(double[] table, int start, double value) {
        int bin = table[start + 7] < value ? 8 : 0;
        bin += table[start + bin + 3] < value ? 4 : 0;
        bin += table[start + bin + 1] < value ? 2 : 0;
        bin += table[start + bin] < value ? 1 : 0;
        return bin + (table[start + bin] < value ? 1 : 0);
    }

    private static int large(float[] table, int start, float value) {
        int bucket = small(table, start, value) * Cuts.SMALL;
        return bucket + small(table, start + Cuts.SMALL + bucket, value);
    }

    private static int large(double[] table, int start, double value) {
        int bucket = small(table, start, value) * Cuts.SMALL;
        return bucket + small(table, start + Cuts.SMALL + bucket, value);
    }
}
