package dev.fairlead.trees;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposes some columns of a block of rows, so that a column's values are neighbours; by vectors of 512 bits.
 *
 * <p>Sixteen rows of sixteen values are transposed by interleaving their first half with their second, four times: each time the
 * index of every value, eight bits of which the upper half is the row, is rotated by a bit.
 */
final class Transposition {
    static final int COLUMNS = 16;

    /** From a column to the next: not a power of two, or all columns would compete for the same lines of the cache. */
    static final int ROWS = RowLanes.BLOCK + 16;

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_512;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final int[] FIRST_HALVES = {0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23};
    private static final int[] LAST_HALVES = {8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31};
    private static final int SIDE = 16;
    static final int SQUARE = SIDE * SIDE;

    private Transposition() {}

    /**
     * Transposes up to {@value #COLUMNS} columns.
     *
     * @param from the first value of the first row
     * @param values receives column c of row r at {@code c * ROWS + r}; what has no row or column means nothing
     * @param squares room for two squares
     */
    static void transpose(float[] rows, int from, int width, int count, float[] values, float[] squares) {
        for (int row = 0; row < count; row += SIDE) {
            int at = from + row * width;
            if (at + (SIDE - 1) * width + SIDE <= rows.length) {
                interleave(rows, at, width, squares, 0, SIDE);
                interleave(squares, 0, SIDE, squares, SQUARE, SIDE);
                interleave(squares, SQUARE, SIDE, squares, 0, SIDE);
                interleave(squares, 0, SIDE, values, row, ROWS);
            } else {
                last(rows, at, width, Math.min(SIDE, count - row), values, row);
            }
        }
    }

    private static void interleave(float[] from, int at, int step, float[] to, int start, int next) {
        IntVector firstHalves = IntVector.fromArray(INTS, FIRST_HALVES, 0);
        IntVector lastHalves = IntVector.fromArray(INTS, LAST_HALVES, 0);
        for (int i = 0; i < SIDE / 2; i++) {
            IntVector a = FloatVector.fromArray(FLOATS, from, at + i * step).reinterpretAsInts();
            IntVector b = FloatVector.fromArray(FLOATS, from, at + (i + SIDE / 2) * step)
                    .reinterpretAsInts();
            firstHalves.selectFrom(a, b).reinterpretAsFloats().intoArray(to, start + 2 * i * next);
            lastHalves.selectFrom(a, b).reinterpretAsFloats().intoArray(to, start + (2 * i + 1) * next);
        }
    }

    /** Rows at the end of the array, where there may be no whole vector to load. */
    private static void last(float[] rows, int from, int width, int count, float[] values, int first) {
        for (int row = 0; row < count; row++) {
            int at = from + row * width;
            for (int column = 0; column < Math.min(COLUMNS, rows.length - at); column++) {
                values[column * ROWS + first + row] = rows[at + column];
            }
        }
    }
}
