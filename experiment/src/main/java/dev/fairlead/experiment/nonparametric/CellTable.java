package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cells by their number, in a hash table with open addresses. The number of a value's cell is that of the value among all
 * floating-point numbers, without its last bits. Columns that say nothing yet are empty: bounds as long as a cell is one
 * value, and sums over clusters as long as every cluster has one row, of which Σ k² and Σ k n are the rows.
 */
final class CellTable {
    private static final double[] ONE_VALUE = {};
    private static final long[] ONE_ROW = {};

    private int level;
    private int size;
    private long[] numbers = new long[16];
    private long[] rows = new long[16];
    private double[] least = ONE_VALUE;
    private double[] greatest = ONE_VALUE;
    private long[] squares = ONE_ROW;
    private long[] products = ONE_ROW;

    int size() {
        return size;
    }

    /** Of each slot; 0 where none is. */
    long[] rows() {
        return rows;
    }

    /** The place of a value among all, negative ones below 0. Its own inverse on bits. */
    private static long ordered(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** Adds a row by which Σ k² and Σ k n change so much; both are 1 for a cluster of one row. */
    void add(double value, long square, long product) {
        long number = ordered(Double.doubleToLongBits(value + 0.0)) >> level;
        if (product > 1 && squares.length == 0) {
            squares = rows.clone();
            products = rows.clone();
        }
        put(number, value, value, 1, square, product);
    }

    private void put(long number, double low, double high, long more, long square, long product) {
        int slot = slot(number);
        if (rows[slot] == 0) {
            if (3 * (size + 1) > 2 * rows.length) {
                rebuild(0, 2 * rows.length);
                slot = slot(number);
            }
            numbers[slot] = number;
            size++;
            if (least.length > 0) {
                least[slot] = low;
                greatest[slot] = high;
            }
        } else if (least.length > 0) {
            least[slot] = Math.min(least[slot], low);
            greatest[slot] = Math.max(greatest[slot], high);
        }
        rows[slot] += more;
        if (squares.length > 0) {
            squares[slot] += square;
            products[slot] += product;
        }
    }

    private int slot(long number) {
        int mask = numbers.length - 1;
        long mixed = number * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (rows[slot] != 0 && numbers[slot] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Makes cells wider by whole bits, and the table as large as asked. */
    private void rebuild(int bits, int capacity) {
        CellTable before = copy();
        numbers = new long[capacity];
        rows = new long[capacity];
        level += bits;
        size = 0;
        least = level == 0 ? ONE_VALUE : new double[capacity];
        greatest = level == 0 ? ONE_VALUE : new double[capacity];
        squares = before.squares.length == 0 ? ONE_ROW : new long[capacity];
        products = before.products.length == 0 ? ONE_ROW : new long[capacity];
        putAll(before);
    }

    private CellTable copy() {
        var copy = new CellTable();
        copy.level = level;
        copy.size = size;
        copy.numbers = numbers;
        copy.rows = rows;
        copy.least = least;
        copy.greatest = greatest;
        copy.squares = squares;
        copy.products = products;
        return copy;
    }

    private void putAll(CellTable other) {
        for (int i = 0; i < other.rows.length; i++) {
            if (other.rows[i] != 0) {
                putFrom(other, i);
            }
        }
    }

    private void putFrom(CellTable other, int i) {
        put(
                other.numbers[i] >> level - other.level,
                other.least(i),
                other.greatest(i),
                other.rows[i],
                other.square(i),
                other.product(i));
    }

    private double least(int slot) {
        return level == 0 ? Double.longBitsToDouble(ordered(numbers[slot])) : least[slot];
    }

    private double greatest(int slot) {
        return level == 0 ? least(slot) : greatest[slot];
    }

    private long square(int slot) {
        return squares.length == 0 ? rows[slot] : squares[slot];
    }

    private long product(int slot) {
        return products.length == 0 ? rows[slot] : products[slot];
    }

    /** Makes cells as little wider as will do for so many. */
    void narrow(int most) {
        long[] sorted = taken().mapToLong(slot -> numbers[slot]).sorted().toArray();
        var differing = new int[Long.SIZE];
        for (int i = 1; i < sorted.length; i++) {
            differing[Long.SIZE - 1 - Long.numberOfLeadingZeros(sorted[i] ^ sorted[i - 1])]++;
        }
        int bits = 0;
        for (int left = sorted.length; left > most; bits++) {
            left -= differing[bits];
        }
        rebuild(bits, rows.length);
    }

    private IntStream taken() {
        return IntStream.range(0, rows.length).filter(slot -> rows[slot] != 0);
    }

    /** Adds the cells of another, and makes cells wider if there are more than so many. */
    void merge(CellTable other, int most) {
        if (other.level > level) {
            rebuild(other.level - level, rows.length);
        }
        if (other.squares.length > 0 && squares.length == 0) {
            squares = rows.clone();
            products = rows.clone();
        }
        for (int i = 0; i < other.rows.length; i++) {
            if (other.rows[i] != 0) {
                putFrom(other, i);
                if (size > most) {
                    narrow(most);
                }
            }
        }
    }

    /** The cells by value. */
    Sorted sorted() {
        int[] slots = taken().mapToLong(slot -> numbers[slot])
                .sorted()
                .mapToInt(this::slot)
                .toArray();
        return new Sorted(
                Arrays.stream(slots).mapToDouble(this::least).toArray(),
                Arrays.stream(slots).mapToDouble(this::greatest).toArray(),
                Arrays.stream(slots).mapToLong(slot -> rows[slot]).toArray(),
                Arrays.stream(slots).mapToLong(this::square).toArray(),
                Arrays.stream(slots).mapToLong(this::product).toArray());
    }

    /** A row per cell: its least and greatest value, its rows, and how Σ k² and Σ k n change there. */
    record Sorted(double[] least, double[] greatest, long[] rows, long[] squares, long[] products) {}
}
