package dev.fairlead.trees;

/** Rows of features, row-major, of either floating type. */
sealed interface Rows {
    int count();

    /** Fills {@code cells} from {@code at} with one row as the walk wants it. */
    void fill(Columns columns, int row, double[] cells, int at);

    /** Rows of {@code width} floats, the first at {@code from}. */
    record Floats(float[] values, int from, int width, int count) implements Rows {
        @Override
        public void fill(Columns columns, int row, double[] cells, int at) {
            columns.fill(values, from + row * width, cells, at);
        }
    }

    /** Rows of {@code width} doubles, the first at {@code from}. */
    record Doubles(double[] values, int from, int width, int count) implements Rows {
        @Override
        public void fill(Columns columns, int row, double[] cells, int at) {
            columns.fill(values, from + row * width, cells, at);
        }
    }
}
