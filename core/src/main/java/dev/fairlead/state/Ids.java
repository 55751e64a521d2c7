package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Strings to dense integers 0, 1, 2, … in order of first sight. An open-addressing table over one pool of UTF-8 bytes:
 * about 16 bytes an id beside its text. Its order is under a secret key, so that nobody can choose texts that slow it down.
 */
public final class Ids {
    /** What {@link #find} says of a string it has not seen. */
    public static final int UNKNOWN = -1;

    /** Longest text, in bytes, that is looked up without a copy of its own among others. */
    private static final int BUFFER = 256;

    private byte[] pool = new byte[1 << 10];
    private int[] ends = new int[1 << 6];
    private int[] table = new int[1 << 7]; // id + 1, 0 = empty; never more than half full
    private final SipHash hash = SipHash.ofProcess();
    private int size;
    private final int most; // of the codes, 0 when none are kept
    private short[] codes = {}; // by id
    private final LateTexts late = new LateTexts();
    private byte[][] keys = {}; // of the texts that are looked up at once
    private int[] slots = {};
    private int near;

    /** Without codes. */
    public Ids() {
        this(0);
    }

    /** @param codes that {@link #code} is below or at; at most 32,767, and 0 for none */
    public Ids(int codes) {
        if (codes < 0 || codes > Short.MAX_VALUE) {
            throw new IllegalArgumentException(codes + " codes; 0 to " + Short.MAX_VALUE + " are possible");
        }
        this.most = codes;
    }

    /** {@link Hashing#code} of the id's text, found once. @throws ArrayIndexOutOfBoundsException without codes */
    public int code(int id) {
        return codes[id];
    }

    public int size() {
        return size;
    }

    /** The id of {@code text}, or {@link #UNKNOWN}. */
    public int find(String text) {
        int known = late.find(text);
        if (known != UNKNOWN) {
            return known;
        }
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        return table[slot(key, 0, key.length)] - 1;
    }

    /** The ids of all texts, {@link #UNKNOWN} for one that has none, through one buffer. */
    public int[] find(List<String> texts) {
        int[] found = new int[texts.size()];
        byte[] buffer = new byte[BUFFER];
        for (int i = 0; i < found.length; i++) {
            String text = texts.get(i);
            found[i] = ascii(text, buffer) ? table[slot(buffer, 0, text.length())] - 1 : find(text);
        }
        return found;
    }

    /** Writes a text to the buffer, if each of its characters is one byte of UTF-8 and they fit. @return whether that is so */
    private static boolean ascii(String text, byte[] buffer) {
        int length = text.length();
        int all = length > buffer.length ? 0x80 : 0;
        for (int i = 0; i < length && all < 0x80; i++) {
            char one = text.charAt(i);
            buffer[i] = (byte) one;
            all |= one;
        }
        return all < 0x80;
    }

    /** The id of {@code text}, given now if it has none. The empty string is never given one. One thread only. */
    public int intern(String text) {
        if (text.isEmpty()) {
            return UNKNOWN;
        }
        int known = late.find(text);
        if (known != UNKNOWN) {
            return known;
        }
        byte[] key = text.getBytes(StandardCharsets.UTF_8);
        int slot = slot(key, 0, key.length);
        int id = table[slot] - 1;
        if (id == UNKNOWN) {
            id = size;
            append(key);
            if (most > 0) {
                codes = size <= codes.length ? codes : Arrays.copyOf(codes, 2 * size);
                codes[id] = (short) Hashing.code(text, most);
            }
            table[slot] = size;
            if (2 * size > table.length) {
                rehash();
            }
        }
        late.put(text, id);
        return id;
    }

    /**
     * Looks up the first {@code count} texts, which will soon be asked for: all at once, so that the processor waits for memory once,
     * not for each. Gives none an id. By the one thread that does.
     *
     * @param found becomes their ids
     */
    public void expect(String[] texts, int count, int[] found) {
        if (count > keys.length) {
            keys = new byte[count][];
            slots = new int[count];
        }
        for (int i = 0; i < count; i++) {
            keys[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            slots[i] = (int) hash.of(keys[i], 0, keys[i].length) & table.length - 1;
        }
        int sum = 0;
        for (int i = 0; i < count; i++) { // each loop reads what the one before has found
            found[i] = table[slots[i]] - 1;
        }
        for (int i = 0; i < count; i++) {
            sum += found[i] < 0 ? 0 : ends[found[i]];
        }
        for (int i = 0; i < count; i++) {
            sum += found[i] < 0 ? 0 : pool[start(found[i])];
        }
        near = sum;
        for (int i = 0; i < count; i++) {
            found[i] = table[slot(keys[i], 0, keys[i].length, slots[i])] - 1;
            if (found[i] >= 0) {
                late.put(texts[i], found[i]);
            }
        }
    }

    public String text(int id) {
        int start = start(id);
        return new String(pool, start, ends[id] - start, StandardCharsets.UTF_8);
    }

    private int start(int id) {
        return id == 0 ? 0 : ends[id - 1];
    }

    private void append(byte[] key) {
        int start = size == 0 ? 0 : ends[size - 1];
        int end = Math.addExact(start, key.length);
        if (end > pool.length) {
            pool = Arrays.copyOf(pool, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(end, 2L * pool.length)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
        }
        System.arraycopy(key, 0, pool, start, key.length);
        ends[size++] = end;
    }

    private int slot(byte[] key, int from, int length) {
        return slot(key, from, length, (int) hash.of(key, from, length) & table.length - 1);
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
        return Arrays.equals(pool, start(id), ends[id], key, from, from + length);
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int id = 0; id < size; id++) {
            table[slot(pool, start(id), ends[id] - start(id))] = id + 1;
        }
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int id = 0; id < size; id++) {
            out.writeInt(ends[id] - start(id));
        }
        out.write(pool, 0, size == 0 ? 0 : ends[size - 1]);
    }

    public void load(DataInput in) throws IOException {
        int count = in.readInt();
        int[] lengths = new int[count];
        for (int id = 0; id < count; id++) {
            lengths[id] = in.readInt();
        }
        for (int length : lengths) {
            byte[] key = new byte[length];
            in.readFully(key);
            intern(new String(key, StandardCharsets.UTF_8));
        }
    }
}
