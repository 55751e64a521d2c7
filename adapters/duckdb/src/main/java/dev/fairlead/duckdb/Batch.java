package dev.fairlead.duckdb;

import java.util.List;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** Consecutive rows of a table, column by column. An array that no use asks for is empty. */
final class Batch {
    /** At most. */
    static final int ROWS = 16_384;

    final double[][] numbers;
    final long[][] keys;
    final String[][] texts;
    /** The number of the first row, from 1. */
    long first;

    int size;

    Batch(Layout layout) {
        numbers = new double[layout.columns()][0];
        keys = new long[layout.columns()][0];
        texts = new String[layout.columns()][0];
        for (Layout.Field field : layout.fields()) {
            switch (field.use()) {
                case NUMBER -> numbers[field.column()] = new double[ROWS];
                case KEY -> keys[field.column()] = new long[ROWS];
                case LABEL, TEXT -> texts[field.column()] = new String[ROWS];
            }
        }
    }

    /** Adds rows of a chunk. */
    void add(List<Layout.Field> fields, DuckDBDataChunkReader chunk, int from, int count) {
        for (Layout.Field field : fields) {
            DuckDBReadableVector vector = chunk.vector(field.vector());
            switch (field.use()) {
                case NUMBER -> numbers(numbers[field.column()], vector, from, count);
                case KEY -> keys(keys[field.column()], vector, from, count);
                case TEXT -> texts(texts[field.column()], vector, from, count);
                case LABEL ->
                    labels(
                            texts[field.column()],
                            vector,
                            chunk.vector(field.vector() + 1),
                            field.labels(),
                            from,
                            count);
            }
        }
        size += count;
    }

    private void numbers(double[] to, DuckDBReadableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            to[size + i] = vector.isNull(from + i) ? Double.NaN : finite(vector.getDouble(from + i));
        }
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
    }

    private void keys(long[] to, DuckDBReadableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            to[size + i] = vector.getLong(from + i);
        }
    }

    private void texts(String[] to, DuckDBReadableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            to[size + i] = vector.isNull(from + i) ? "" : vector.getString(from + i);
        }
    }

    private void labels(
            String[] to, DuckDBReadableVector hashes, DuckDBReadableVector vector, Labels labels, int from, int count) {
        for (int i = 0; i < count; i++) {
            int row = from + i;
            to[size + i] = vector.isNull(row) ? "" : labels.of(hashes.getLong(row), vector, row);
        }
    }
}
