package dev.fairlead.state;

import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings to dense integers that are given again when their string has gone: as many integers as strings there ever were at one time.
 * The last one that became free is the next to be given. An open-addressing table over rows of UTF-8 bytes, its order under a secret key.
 */
final class ReusableIds implements Saved {
    private final RowHeap texts = new RowHeap();
    private final SipHash hash = SipHash.ofProcess();
    private int[] table = new int[1 << 7]; // id + 1, 0 = empty; never more than half full
    private int limit; // ids below were given
    private int[] free = {};
    private int frees;

    private final LateTexts late = new LateTexts();
    private byte[][] keys = {};
    private int[] slots = {};

    /** How many strings have one. */
    int size() {
        return limit - frees;
    }

    /** All ids are below. */
    int limit() {
        return limit;
    }

    /** The id of {@code text}, or {@link Ids#UNKNOWN}. */
    int find(String text) {
        int known = late.find(text);
        if (known != Ids.UNKNOWN) {
            return known;
        }
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return table[slot(key, 0, key.length)] - 1;
    }

    /** The id of {@code text}, given now if it has none. The empty string is never given one. */
    int intern(String text) {
        if (text.isEmpty()) {
            return Ids.UNKNOWN;
        }
        int known = late.find(text);
        if (known != Ids.UNKNOWN) {
            return known;
        }
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        int slot = slot(key, 0, key.length);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        int id = frees > 0 ? free[frees - 1] : limit;
        texts.write(id, key, key.length);
        if (frees > 0) {
            frees--;
        } else {
            limit++;
        }
        table[slot] = id + 1;
        if (2 * size() > table.length) {
            rehash();
        }
        return id;
    }

    /** See {@link Ids#expect}. */
    void expect(String[] texts, int count, int[] found) {
        if (count > keys.length) {
            keys = new byte[count][];
            slots = new int[count];
        }
        for (int i = 0; i < count; i++) {
            keys[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            slots[i] = (int) hash.of(keys[i], 0, keys[i].length) & (table.length - 1);
        }
        for (int i = 0; i < count; i++) { // each loop reads what the one before has found
            found[i] = table[slots[i]] - 1;
        }
        this.texts.bringNear(found, count);
        for (int i = 0; i < count; i++) {
            found[i] = table[slot(keys[i], 0, keys[i].length, slots[i])] - 1;
            if (found[i] >= 0) {
                late.put(texts[i], found[i]);
            }
        }
    }

    /** Takes the id from its string. */
    void remove(int id) {
        late.remove(text(id), id);
        int mask = table.length - 1;
        int hole = slot(texts.chunk(texts.place(id)), start(id), length(id));
        texts.remove(id);
        table[hole] = 0;
        // Who stands behind the hole and would be sought before it moves into it: no chain has a gap.
        for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = home(table[at] - 1);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                table[hole] = table[at];
                table[at] = 0;
                hole = at;
            }
        }
        release(id);
    }

    private void release(int id) {
        if (frees == free.length) {
            free = Arrays.copyOf(free, Math.max(16, 2 * frees));
        }
        free[frees++] = id;
    }

    String text(int id) {
        return new String(texts.chunk(texts.place(id)), start(id), length(id), StandardCharsets.UTF_8);
    }

    /** Whether a string has the id. */
    boolean taken(int id) {
        return texts.place(id) != 0;
    }

    /** Writes all strings by their ids, and the ids that are free, the next to be given last. */
    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(limit);
        for (int id = 0; id < limit; id++) {
            int length = taken(id) ? length(id) : 0;
            out.writeShort(length);
            if (length > 0) {
                out.write(texts.chunk(texts.place(id)), start(id), length);
            }
        }
        out.writeInt(frees);
        for (int i = 0; i < frees; i++) {
            out.writeInt(free[i]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        limit = in.readInt();
        while (table.length < 2 * limit) {
            table = new int[2 * table.length];
        }
        byte[] key = new byte[RowHeap.MAX_ROW];
        int strings = 0;
        for (int id = 0; id < limit; id++) {
            int length = in.readUnsignedShort();
            in.readFully(key, 0, length);
            if (length > 0) {
                int slot = slot(key, 0, length);
                if (table[slot] != 0) {
                    throw new IOException("the snapshot gives a name to two entities");
                }
                texts.write(id, key, length);
                table[slot] = id + 1;
                strings++;
            }
        }
        for (int left = in.readInt(); left > 0; left--) {
            int id = in.readInt();
            if (id < 0 || id >= limit || taken(id)) {
                throw new IOException("the snapshot says of a number that is taken that it is free");
            }
            release(id);
        }
        if (strings != size()) {
            throw new IOException("the snapshot has " + strings + " names for " + size() + " entities");
        }
    }

    private int start(int id) {
        return texts.start(texts.place(id)) + 2;
    }

    private int length(int id) {
        return RowHeap.length(texts.chunk(texts.place(id)), texts.start(texts.place(id)));
    }

    private int home(int id) {
        return (int) hash.of(texts.chunk(texts.place(id)), start(id), length(id)) & (table.length - 1);
    }

    private int slot(byte[] key, int from, int length) {
        return slot(key, from, length, (int) hash.of(key, from, length) & (table.length - 1));
    }

    private int slot(byte[] key, int from, int length, int first) {
        int mask = table.length - 1;
        int slot = first;
        while (table[slot] != 0 && !same(table[slot] - 1, key, from, length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean same(int id, byte[] key, int from, int length) {
        int start = start(id);
        return Arrays.equals(texts.chunk(texts.place(id)), start, start + length(id), key, from, from + length);
    }

    private void rehash() {
        int[] old = table;
        table = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                int slot = home(entry - 1);
                while (table[slot] != 0) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = entry;
            }
        }
    }

    /** Heap that it holds, in bytes. */
    long bytes() {
        return texts.bytes() + 4L * table.length + 4L * free.length;
    }
}
