package dev.fairlead.experiment.nonparametric;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Cells by their number, in a hash table with open addresses. The number of a value's cell is that of the value among all
 * floating-point numbers, without its last bits. What is known of a cell lies side by side, so that a row touches one line of
 * the cache. Sums over clusters are kept from the first cluster of several rows on; before, Σ k² and Σ k n are the rows.
 */
final class CellTable {
    /** In a slot: the cell's number, its rows, and its least and greatest value as their places among all numbers. */
    private static final int WIDTH = 4;

    private static final int ROWS = 1;
    private static final int LEAST = 2;
    private static final int GREATEST = 3;
    private static final long[] ONE_ROW = {};

    private int level;
    private int size;
    private long[] slots = new long[16 * WIDTH];
    private long[] squares = ONE_ROW;
    private long[] products = ONE_ROW;

    int size() {
        return size;
    }

    private int capacity() {
        return slots.length / WIDTH;
    }

    /** The place of a value among all, negative ones below 0. Its own inverse on bits. */
    private static long ordered(long bits) {
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** Adds a row that is a cluster. */
    void add(double value) {
        add(value, 1, 1);
    }

    /** Adds a row by which Σ k² and Σ k n change so much; both are 1 for a cluster of one row. */
    void add(double value, long square, long product) {
        long place = ordered(Double.doubleToLongBits(value + 0.0));
        if (product > 1) {
            keepSums();
        }
        put(place >> level, place, place, 1, square, product);
    }

    private void keepSums() {
        if (squares.length == 0) {
            squares = new long[capacity()];
            for (int slot = 0; slot < squares.length; slot++) {
                squares[slot] = slots[slot * WIDTH + ROWS];
            }
            products = squares.clone();
        }
    }

    private void put(long number, long low, long high, long more, long square, long product) {
        int slot = slot(number);
        int at = slot * WIDTH;
        if (slots[at + ROWS] == 0) {
            if (3 * (size + 1) > 2 * capacity()) {
                rebuild(0, 2 * capacity());
                slot = slot(number);
                at = slot * WIDTH;
            }
            size++;
            slots[at] = number;
            slots[at + LEAST] = low;
            slots[at + GREATEST] = high;
        } else {
            slots[at + LEAST] = Math.min(slots[at + LEAST], low);
            slots[at + GREATEST] = Math.max(slots[at + GREATEST], high);
        }
        slots[at + ROWS] += more;
        if (squares.length > 0) {
            squares[slot] += square;
            products[slot] += product;
        }
    }

    private int slot(long number) {
        int mask = capacity() - 1;
        int slot = (int) (number * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (slots[slot * WIDTH + ROWS] != 0 && slots[slot * WIDTH] != number) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Makes cells wider by whole bits, and the table as large as asked. */
    private void rebuild(int bits, int capacity) {
        var before = new CellTable();
        before.level = level;
        before.slots = slots;
        before.squares = squares;
        before.products = products;
        level += bits;
        size = 0;
        slots = new long[capacity * WIDTH];
        squares = before.squares.length == 0 ? ONE_ROW : new long[capacity];
        products = before.products.length == 0 ? ONE_ROW : new long[capacity];
        before.taken().forEach(slot -> putFrom(before, slot));
    }

    private IntStream taken() {
        return IntStream.range(0, capacity()).filter(slot -> slots[slot * WIDTH + ROWS] != 0);
    }

    private void putFrom(CellTable other, int slot) {
        int at = slot * WIDTH;
        put(
                other.slots[at] >> level - other.level,
                other.slots[at + LEAST],
                other.slots[at + GREATEST],
                other.slots[at + ROWS],
                other.square(slot),
                other.product(slot));
    }

    private long rows(int slot) {
        return slots[slot * WIDTH + ROWS];
    }

    private long square(int slot) {
        return squares.length == 0 ? rows(slot) : squares[slot];
    }

    private long product(int slot) {
        return products.length == 0 ? rows(slot) : products[slot];
    }

    /** All rows. */
    long rows() {
        return taken().mapToLong(this::rows).sum();
    }

    private long[] sortedNumbers() {
        return taken().mapToLong(slot -> slots[slot * WIDTH]).sorted().toArray();
    }

    /** Makes cells as little wider as will do for so many. */
    void narrow(int most) {
        long[] sorted = sortedNumbers();
        var differing = new int[Long.SIZE];
        for (int i = 1; i < sorted.length; i++) {
            differing[Long.SIZE - 1 - Long.numberOfLeadingZeros(sorted[i] ^ sorted[i - 1])]++;
        }
        int bits = 0;
        for (int left = sorted.length; left > most; bits++) {
            left -= differing[bits];
        }
        rebuild(bits, capacity());
    }

    /** Adds the cells of another, and makes cells wider if there are more than so many. */
    void merge(CellTable other, int most) {
        if (other.level > level) {
            rebuild(other.level - level, capacity());
        }
        if (other.squares.length > 0) {
            keepSums();
        }
        other.taken().forEach(slot -> {
            putFrom(other, slot);
            if (size > most) {
                narrow(most);
            }
        });
    }

    /** The cells by value. */
    Sorted sorted() {
        int[] order = LongStream.of(sortedNumbers()).mapToInt(this::slot).toArray();
        return new Sorted(
                IntStream.of(order).mapToDouble(slot -> value(slot, LEAST)).toArray(),
                IntStream.of(order).mapToDouble(slot -> value(slot, GREATEST)).toArray(),
                IntStream.of(order).mapToLong(this::rows).toArray(),
                IntStream.of(order).mapToLong(this::square).toArray(),
                IntStream.of(order).mapToLong(this::product).toArray());
    }

    private double value(int slot, int bound) {
        return Double.longBitsToDouble(ordered(slots[slot * WIDTH + bound]));
    }

    /** A row per cell: its least and greatest value, its rows, and how Σ k² and Σ k n change there. */
    record Sorted(double[] least, double[] greatest, long[] rows, long[] squares, long[] products) {}
}
