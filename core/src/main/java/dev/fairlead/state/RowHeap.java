package dev.fairlead.state;

import java.util.Arrays;

/**
 * A row of bytes for each dense id, in a few large arrays, so that millions of rows are a handful of objects to the garbage collector.
 * A row takes its length rounded up by at most an eighth (at least to 8 bytes); the place of one that moves is used again for another of
 * that size. One thread writes; reads never run beside a write.
 */
final class RowHeap {
    /** Longest row in bytes: its length is kept in two of them. */
    static final int MAX_ROW = (1 << 16) - 1;

    /** Bytes that a processor reads at once. */
    private static final int LINE = 64;

    /** Bytes of one place; places are counted in these. */
    private static final int GRAIN_BITS = 3;

    /** A chunk of more than half a region of the G1 collector would take a whole one; regions are of 1 MiB and more. */
    private static final int CHUNK_BITS = 18;

    private static final int FIRST_BITS = 12;
    private static final int GRAINS_BITS = CHUNK_BITS - GRAIN_BITS;

    private byte[][] chunks = {};
    private int used; // grains of the last chunk that are taken
    private int[] places = {}; // by id: number of its first grain + 1, 0 without a row
    private final int[] free =
            new int[(MAX_ROW >>> GRAIN_BITS) + 2]; // by size in grains: first grain + 1 of a free place
    private int rows;

    /** Ids below this may have a row. */
    int ids() {
        return places.length;
    }

    /** How many ids have a row. */
    int rows() {
        return rows;
    }

    /** Number of the row's first grain + 1, 0 for an id without a row. */
    int place(int id) {
        return id >= 0 && id < places.length ? places[id] : 0;
    }

    byte[] chunk(int place) {
        return chunks[(place - 1) >>> GRAINS_BITS];
    }

    /** Where in its chunk the row begins: its length in two bytes, then its bytes. */
    int start(int place) {
        return ((place - 1) & ((1 << GRAINS_BITS) - 1)) << GRAIN_BITS;
    }

    /** Length of the row that begins here, without the two bytes that hold it. */
    static int length(byte[] chunk, int start) {
        return Bytes.getShort(chunk, start) & 0xffff;
    }

    /** Reads something of every line of memory of the first {@code count} ids' rows, so that the processor waits for all of them at once. @return something of it */
    int bringNear(int[] ids, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int place = place(ids[i]);
            sum += place == 0 ? 0 : chunk(place)[start(place)];
        }
        for (int i = 0; i < count; i++) {
            int place = place(ids[i]);
            if (place != 0) {
                byte[] chunk = chunk(place);
                int start = start(place);
                int end = start + 2 + length(chunk, start);
                for (int at = start + LINE; at < end; at += LINE) {
                    sum += chunk[at];
                }
            }
        }
        return sum;
    }

    /**
     * Puts the first bytes of {@code row} in the place of the id's row.
     *
     * @throws IllegalArgumentException if the row is longer than {@link #MAX_ROW}
     */
    void write(int id, byte[] row, int length) {
        if (length > MAX_ROW) {
            throw new IllegalArgumentException("a row of " + length + " bytes; at most " + MAX_ROW + " are kept");
        }
        int size = grains(length + 2);
        int place = place(id);
        if (place == 0) {
            if (id >= places.length) {
                places = Arrays.copyOf(places, Math.max(id + 1, places.length + (places.length >> 2)));
            }
            rows++;
        } else {
            int old = grains(length(chunk(place), start(place)) + 2);
            if (old != size) {
                release(place, old);
                place = 0;
            }
        }
        if (place == 0) {
            place = take(size);
            places[id] = place;
        }
        byte[] chunk = chunk(place);
        int start = start(place);
        Bytes.putShort(chunk, start, (short) length);
        System.arraycopy(row, 0, chunk, start + 2, length);
    }

    /** The id has no row from now on. */
    void remove(int id) {
        int place = place(id);
        if (place != 0) {
            release(place, grains(length(chunk(place), start(place)) + 2));
            places[id] = 0;
            rows--;
        }
    }

    /** Size of the place of so many bytes, in grains: exact up to 16 grains, then rounded up to one of eight steps to the next power of two. */
    static int grains(int bytes) {
        int grains = (bytes + (1 << GRAIN_BITS) - 1) >>> GRAIN_BITS;
        if (grains <= 16) {
            return grains;
        }
        int step = Integer.highestOneBit(grains - 1) >>> 3;
        return (grains + step - 1) & -step;
    }

    private int take(int size) {
        int place = free[size];
        if (place != 0) {
            free[size] = Bytes.getInt(chunk(place), start(place));
            return place;
        }
        while (chunks.length == 0 || used + size > chunks[chunks.length - 1].length >>> GRAIN_BITS) {
            grow();
        }
        place = ((chunks.length - 1) << GRAINS_BITS) + used + 1;
        used += size;
        return place;
    }

    /** The first chunk grows to a whole one by doubling; what is left of a whole one when the next begins is lost. */
    private void grow() {
        if (chunks.length == 0) {
            chunks = new byte[][] {new byte[1 << FIRST_BITS]};
        } else if (chunks[chunks.length - 1].length < 1 << CHUNK_BITS) {
            chunks[chunks.length - 1] = Arrays.copyOf(chunks[chunks.length - 1], 2 * chunks[chunks.length - 1].length);
        } else if (chunks.length == 1 << 31 - GRAINS_BITS) {
            throw new IllegalStateException("the rows of one entity type are full: 16 GiB");
        } else {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = new byte[1 << CHUNK_BITS];
            used = 0;
        }
    }

    private void release(int place, int size) {
        Bytes.putInt(chunk(place), start(place), free[size]);
        free[size] = place;
    }

    /** Heap that it holds, in bytes. */
    long bytes() {
        return Arrays.stream(chunks).mapToLong(chunk -> chunk.length).sum() + 4L * places.length + 4L * free.length;
    }
}
