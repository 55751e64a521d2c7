package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the entities of one type: a row each, in which every aggregate of that key has a stretch of bytes, or none where
 * nothing happened. In a row: a bit for each aggregate that has one, the lengths of the stretches (see {@link Bytes}), the stretches.
 *
 * <p>One thread changes rows, one at a time: {@link #open}, aggregates' additions, {@link #close}. What is abandoned is not kept.
 */
final class EntityRows implements EntityPart {
    private final int aggregates;
    private final int mask; // bytes of the bits
    private final RowHeap heap = new RowHeap();
    private int part = -1; // its number among those of its entities, where these leave

    // The row that is open.
    private int id = Ids.UNKNOWN;
    private long opened; // counts the rows that were
    private boolean changed;
    private boolean resized;
    private byte[] data = new byte[1 << 10];
    private int size;
    private final int[] starts; // by aggregate, also where it has no stretch yet
    private final int[] lengths;
    private final @Nullable Aggregate[] unwritten; // by place
    private boolean late;
    private int near;
    private byte[] row = new byte[1 << 10];

    /** @param aggregates how many a row may hold */
    EntityRows(int aggregates) {
        this.aggregates = aggregates;
        this.mask = (aggregates + 7) >>> 3;
        this.starts = new int[aggregates];
        this.lengths = new int[aggregates];
        this.unwritten = new Aggregate[aggregates];
    }

    /** How many aggregates a row may hold. */
    int aggregates() {
        return aggregates;
    }

    /** Finds the stretches of one entity: {@code starts[stride * a]} becomes where aggregate a's is in the chunk given back, −1 without. */
    byte[] find(int entity, int[] starts, int first, int stride) {
        int place = heap.place(entity);
        if (place == 0) {
            for (int a = 0; a < aggregates; a++) {
                starts[first + a * stride] = -1;
            }
            return NONE;
        }
        byte[] chunk = heap.chunk(place);
        int bits = heap.start(place) + 2;
        int at = bits + mask; // of the lengths
        for (int a = 0; a < aggregates; a++) {
            if ((chunk[bits + (a >>> 3)] >>> (a & 7) & 1) != 0) {
                long length = Bytes.sized(chunk, at);
                starts[first + a * stride] = (int) (length >>> 4);
                at += (int) length & 0xf;
            } else {
                starts[first + a * stride] = -1;
            }
        }
        for (int a = 0; a < aggregates; a++) {
            int length = starts[first + a * stride];
            if (length >= 0) {
                starts[first + a * stride] = at;
                at += length;
            }
        }
        return chunk;
    }

    static final byte[] NONE = {};

    /** These will soon be opened. */
    void expect(int[] entities, int count) {
        near = bringNear(entities, count);
    }

    /** Reads something of every line of memory of these rows; see {@link RowHeap#bringNear}. */
    int bringNear(int[] entities, int count) {
        return heap.bringNear(entities, count);
    }

    /** Begins to change an entity's row, unless that is open already; one of another entity is closed first. */
    void open(int entity) {
        if (entity == id) {
            return;
        }
        close();
        id = entity;
        opened++;
        changed = false;
        resized = false;
        size = 0;
        int place = heap.place(entity);
        if (place == 0) {
            Arrays.fill(starts, 0);
            Arrays.fill(lengths, 0);
            return;
        }
        byte[] chunk = heap.chunk(place);
        int bits = heap.start(place) + 2;
        int at = bits + mask;
        for (int a = 0; a < aggregates; a++) {
            starts[a] = size;
            long length = 0;
            if ((chunk[bits + (a >>> 3)] >>> (a & 7) & 1) != 0) {
                length = Bytes.sized(chunk, at);
                at += (int) length & 0xf;
            }
            lengths[a] = (int) (length >>> 4);
            size += lengths[a];
        }
        reserve(size);
        System.arraycopy(chunk, at, data, 0, size);
    }

    /** Which row is open: another number for every one that was opened. */
    long opened() {
        return opened;
    }

    /** The bytes of the open row's stretches; {@link #start} says where one begins. Who changes them in place says so: {@link #changed}. */
    byte[] data() {
        return data;
    }

    /** Where the aggregate's stretch begins in {@link #data}, −1 without. */
    int start(int aggregate) {
        return lengths[aggregate] == 0 ? -1 : starts[aggregate];
    }

    int length(int aggregate) {
        return lengths[aggregate];
    }

    /** A stretch was changed where it is. */
    void changed() {
        changed = true;
    }

    /** The aggregate has its stretch of the open row in a form of its own, and is asked to put it back when the row is closed. */
    void later(Aggregate aggregate) {
        unwritten[aggregate.place()] = aggregate;
        late = true;
    }

    /** Puts the first bytes of {@code from} in the place of the aggregate's stretch; with a length of 0 it has none from now on. */
    void replace(int aggregate, byte[] from, int length) {
        unwritten[aggregate] = null;
        changed = true;
        int at = starts[aggregate];
        int longer = length - lengths[aggregate];
        if (longer != 0) {
            resized = true;
            reserve(size + longer);
            System.arraycopy(data, at + length - longer, data, at + length, size - at - length + longer);
            size += longer;
            lengths[aggregate] = length;
            for (int a = aggregate + 1; a < aggregates; a++) {
                starts[a] += longer;
            }
        }
        System.arraycopy(from, 0, data, at, length);
    }

    private void reserve(int length) {
        if (length > data.length) {
            data = Arrays.copyOf(data, Math.max(length, 2 * data.length));
        }
    }

    /** Forgets what was changed. */
    void abandon() {
        id = Ids.UNKNOWN;
        Arrays.fill(unwritten, null);
        late = false;
    }

    /** Keeps what was changed, if a row is open. */
    void close() {
        if (id < 0) {
            return;
        }
        if (late) {
            late = false;
            for (Aggregate aggregate : unwritten) {
                if (aggregate != null) {
                    aggregate.write(this);
                }
            }
        }
        int entity = id;
        id = Ids.UNKNOWN;
        if (resized) {
            write(entity);
        } else if (changed) {
            int place = heap.place(entity);
            byte[] chunk = heap.chunk(place);
            int start = heap.start(place);
            System.arraycopy(data, 0, chunk, start + 2 + RowHeap.length(chunk, start) - size, size);
        }
    }

    private void write(int entity) {
        int most = mask + 3 * aggregates + size;
        if (row.length < most) {
            row = new byte[2 * most];
        }
        Arrays.fill(row, 0, mask, (byte) 0);
        int at = mask;
        for (int a = 0; a < aggregates; a++) {
            if (lengths[a] != 0) {
                row[a >>> 3] |= (byte) (1 << (a & 7));
                at = Bytes.put(row, at, lengths[a]);
            }
        }
        System.arraycopy(data, 0, row, at, size);
        heap.write(entity, row, at + size);
    }

    /**
     * Adds a row of the same aggregates, which was kept apart, to an entity's.
     *
     * @param of in the order of their places
     */
    void merge(int entity, byte[] other, List<Aggregate> of) {
        EntityRows apart = new EntityRows(aggregates);
        apart.put(0, other);
        int[] starts = new int[aggregates];
        byte[] chunk = apart.find(0, starts, 0, 1);
        open(entity);
        for (int a = 0; a < aggregates; a++) {
            if (starts[a] >= 0) {
                of.get(a).merge(this, chunk, starts[a]);
            }
        }
        close();
    }

    /** The entity's row, as any store could hold it; empty without one. */
    @Override
    public byte[] bytes(int entity) {
        int place = heap.place(entity);
        if (place == 0) {
            return NONE;
        }
        byte[] chunk = heap.chunk(place);
        int start = heap.start(place);
        return Arrays.copyOfRange(chunk, start + 2, start + 2 + RowHeap.length(chunk, start));
    }

    /** Keeps what {@link #bytes} gave, in the place of what there is. */
    @Override
    public void put(int entity, byte[] bytes) {
        heap.write(entity, bytes, bytes.length);
    }

    /** The entity has no row from now on. */
    @Override
    public void remove(int entity) {
        heap.remove(entity);
    }

    /** From now on the rows leave the heap and come back with their entities. */
    void leaveWith(ActiveEntities entities) {
        part = entities.keep(this);
    }

    /** Rows of which the first is that of an entity that is off the heap. */
    EntityRows apart(ColdEntity cold) {
        EntityRows apart = new EntityRows(aggregates);
        byte[] bytes = cold.part(part);
        if (bytes.length > 0) {
            apart.put(0, bytes);
        }
        return apart;
    }

    /** How many entities have a row. */
    int count() {
        return heap.rows();
    }

    /** Heap that it holds, in bytes, about. */
    long bytes() {
        return heap.bytes();
    }

    void save(DataOutput out) throws IOException {
        int ids = heap.ids();
        while (ids > 0 && heap.place(ids - 1) == 0) {
            ids--; // there is room for more, as it happens
        }
        out.writeInt(aggregates);
        out.writeInt(ids);
        for (int entity = 0; entity < ids; entity++) {
            int place = heap.place(entity);
            int length = place == 0 ? 0 : RowHeap.length(heap.chunk(place), heap.start(place));
            out.writeShort(length);
            if (place != 0) {
                out.write(heap.chunk(place), heap.start(place) + 2, length);
            }
        }
    }

    void load(DataInput in) throws IOException {
        if (in.readInt() != aggregates) {
            throw new IOException("the snapshot's rows are of other aggregates");
        }
        int ids = in.readInt();
        byte[] bytes = new byte[RowHeap.MAX_ROW];
        for (int entity = 0; entity < ids; entity++) {
            int length = in.readUnsignedShort();
            if (length != 0) {
                in.readFully(bytes, 0, length);
                heap.write(entity, bytes, length);
            }
        }
    }
}
