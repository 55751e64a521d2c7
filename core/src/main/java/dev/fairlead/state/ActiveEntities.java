package dev.fairlead.state;

import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOError;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The entities of one type that are on the heap, each with an index below the largest number that were there at one time. One that
 * nothing happened to for a while leaves: what its parts keep goes to {@link ColdRows} as one row, and its index may become another's.
 * The next event about it brings it back, with another index and the same numbers.
 *
 * <p>Who leaves, when and in which order follows from the log alone. Time is that of the newest event so far; an entity's age is counted
 * from what that was when something last happened to it, so that late events and clocks that are wrong by a day do no harm. Before each
 * event at most {@value #AT_ONCE} leave, the longest idle first.
 *
 * <p>The thread that applies events calls {@link #advance} and {@link #meet}, while nobody reads; any thread reads.
 */
public final class ActiveEntities implements Saved {
    /** More than events bring in the long run; few enough that no event takes long. */
    private static final int AT_ONCE = 8;

    private static final int NONE = -1;

    private final ReusableIds ids = new ReusableIds();
    private final Optional<ColdRows> cold;
    private final long idleSeconds;
    private final List<EntityPart> parts = new ArrayList<>();

    // By index, where entities can leave: from the longest idle to the newest, each with the time when something last
    // happened.
    private int[] newer = {};
    private int[] older = {};
    private int[] last = {};
    private int oldest = NONE;
    private int newest = NONE;

    private int clock; // in Seconds
    private long moves;
    private long away;
    private long left;
    private boolean begun;
    private boolean erased = true; // since the last snapshot was taken, or by a process before this one
    private volatile long savedMoves;
    private volatile boolean erasedBefore;

    /** All stay on the heap. */
    public ActiveEntities() {
        this.cold = Optional.empty();
        this.idleSeconds = Long.MAX_VALUE;
    }

    /**
     * They leave.
     *
     * @param idle after so long; 0 for never, when only those come back that left under another rule
     */
    public ActiveEntities(Duration idle, ColdRows cold) {
        if (idle.isNegative()) {
            throw new IllegalArgumentException("entities leave after " + idle + "; it must be 0, for never, or more");
        }
        this.cold = Optional.of(cold);
        this.idleSeconds = idle.isZero() ? Long.MAX_VALUE : Math.max(1, idle.toSeconds());
    }

    /** Whether entities can be elsewhere than on the heap. */
    public boolean leave() {
        return cold.isPresent();
    }

    /** From now on this goes with each entity. Before the first event. @return its number among the parts */
    public int keep(EntityPart part) {
        parts.add(part);
        return parts.size() - 1;
    }

    /** How many are on the heap. */
    public int size() {
        return ids.size();
    }

    /** How many are off the heap. */
    public long away() {
        return away;
    }

    /** How often one has left. */
    public long left() {
        return left;
    }

    /** Bytes on disk, about. */
    public long diskBytes() {
        return cold.map(ColdRows::bytes).orElse(0L);
    }

    /** Heap that ids and their order hold, in bytes. */
    public long heapBytes() {
        return ids.bytes() + 12L * last.length;
    }

    /** Index of one that is on the heap, {@link Ids#UNKNOWN} otherwise. */
    public int find(String id) {
        return ids.find(id);
    }

    /** Looks up ids that will soon be met; see {@link Ids#expect}. Those that are not on the heap have none. */
    public void expect(String[] next, int count, int[] found) {
        ids.expect(next, count, found);
    }

    /** The id of one that is on the heap. */
    public String id(int index) {
        return ids.text(index);
    }

    /** Where the entity is. */
    public LocatedEntity locate(String id) {
        int index = ids.find(id);
        if (index >= 0) {
            return new LocatedEntity(index, Optional.empty());
        }
        Optional<ColdEntity> elsewhere = read(id);
        return elsewhere.isEmpty() ? LocatedEntity.UNKNOWN : new LocatedEntity(Ids.UNKNOWN, elsewhere);
    }

    private Optional<ColdEntity> read(String id) {
        return away == 0 || id.isEmpty()
                ? Optional.empty()
                : cold.flatMap(of -> of.get(id)).map(row -> ColdEntity.of(row, parts.size()));
    }

    /**
     * Lets those go that were idle for too long, before the next event.
     *
     * @param time of that event, in milliseconds since 1970
     * @throws IOError if a row cannot be written, since going on without it would be wrong
     */
    public void advance(long time) {
        if (cold.isPresent()) {
            begin(cold.get());
            for (int i = 0; i < AT_ONCE && oldest != NONE && (long) clock - last[oldest] > idleSeconds; i++) {
                leave(oldest, cold.get());
            }
        }
        clock = Math.max(clock, Seconds.of(time));
    }

    private void begin(ColdRows of) {
        if (!begun) {
            begun = true;
            of.rewind(moves);
        }
    }

    private void leave(int index, ColdRows to) {
        try {
            to.put(++moves, ids.text(index), ColdEntity.row(index, parts));
        } catch (RuntimeException e) {
            throw new IOError(e);
        }
        parts.forEach(part -> part.remove(index));
        unlink(index);
        ids.remove(index);
        away++;
        left++;
    }

    /**
     * The entity is erased: it is as if nothing had ever happened to it, and once a snapshot is on disk nothing is left of it there.
     *
     * @throws IOError if its row cannot be read or removed, since going on with it would be wrong
     */
    public void erase(String id) {
        ColdRows elsewhere = cold.orElseThrow(() -> new IllegalStateException("entities that stay cannot be erased"));
        begin(elsewhere);
        int index = ids.find(id);
        try {
            if (index >= 0) {
                parts.forEach(part -> part.remove(index));
                unlink(index);
                ids.remove(index);
            } else if (read(id).isPresent()) {
                elsewhere.remove(++moves, id);
                away--;
            }
        } catch (RuntimeException e) {
            throw new IOError(e);
        }
        erased = true;
    }

    /**
     * Something happens to the entity now. It is on the heap afterwards.
     *
     * @return its index; {@link Ids#UNKNOWN} for the empty id
     * @throws IOError if its row cannot be read, since going on without it would be wrong
     */
    public int meet(String id) {
        int before = ids.size();
        int index = ids.intern(id);
        if (index < 0 || cold.isEmpty()) {
            return index;
        }
        if (ids.size() != before) {
            begin(cold.get());
            comeBack(index, id, cold.get());
        } else {
            unlink(index);
        }
        append(index, clock);
        return index;
    }

    private void comeBack(int index, String id, ColdRows from) {
        try {
            Optional<ColdEntity> row = read(id);
            if (row.isPresent()) {
                for (int p = 0; p < parts.size(); p++) {
                    byte[] bytes = row.get().part(p);
                    if (bytes.length > 0) {
                        parts.get(p).put(index, bytes);
                    }
                }
                from.remove(++moves, id);
                away--;
            }
        } catch (RuntimeException e) {
            throw new IOError(e);
        }
    }

    private void append(int index, int time) {
        if (index >= last.length) {
            int room = Math.max(index + 1, last.length + (last.length >> 2) + 16);
            newer = Arrays.copyOf(newer, room);
            older = Arrays.copyOf(older, room);
            last = Arrays.copyOf(last, room);
        }
        last[index] = time;
        newer[index] = NONE;
        older[index] = newest;
        if (newest == NONE) {
            oldest = index;
        } else {
            newer[newest] = index;
        }
        newest = index;
    }

    private void unlink(int index) {
        if (older[index] == NONE) {
            oldest = newer[index];
        } else {
            newer[older[index]] = newer[index];
        }
        if (newer[index] == NONE) {
            newest = older[index];
        } else {
            older[newer[index]] = older[index];
        }
    }

    /** Brings moves to disk if many wait. Any thread. */
    public void spill() {
        cold.ifPresent(ColdRows::spill);
    }

    /** Writes who is on the heap; what is off the heap is on disk afterwards. */
    @Override
    public void save(DataOutput out) throws IOException {
        try {
            cold.ifPresent(ColdRows::flush);
        } catch (RuntimeException e) {
            throw new IOException("the rows that left the heap were not written: " + e.getMessage(), e);
        }
        savedMoves = moves;
        erasedBefore |= erased;
        erased = false;
        out.writeInt(clock);
        out.writeLong(moves);
        out.writeLong(away);
        out.writeLong(left);
        ids.save(out);
        if (cold.isPresent()) {
            out.writeInt(oldest);
            for (int index = 0; index < ids.limit(); index++) {
                if (ids.taken(index)) {
                    out.writeInt(last[index]);
                    out.writeInt(newer[index]);
                }
            }
        }
    }

    /** The snapshot that holds what {@link #save} wrote last is on disk. Any thread, but not while another is saved. */
    public void saved() {
        cold.ifPresent(of -> {
            of.saved(savedMoves);
            if (erasedBefore) {
                of.purge();
                erasedBefore = false;
            }
        });
    }

    @Override
    public void load(DataInput in) throws IOException {
        clock = in.readInt();
        moves = in.readLong();
        away = in.readLong();
        left = in.readLong();
        if (away > 0 && cold.isEmpty()) {
            throw new IOException(
                    away + " entities of the snapshot are off the heap, and there is no place for such here");
        }
        ids.load(in);
        if (cold.isPresent()) {
            int first = in.readInt();
            int[] times = new int[ids.limit()];
            int[] next = new int[ids.limit()];
            for (int index = 0; index < next.length; index++) {
                if (ids.taken(index)) {
                    times[index] = in.readInt();
                    next[index] = in.readInt();
                }
            }
            int at = first;
            for (int left = ids.size(); left > 0; left--) {
                append(at, times[at]);
                at = next[at];
            }
            if (at != NONE) {
                throw new IOException("the snapshot's order of who is idle for how long does not end");
            }
            begin(cold.get());
            if (cold.get().size() != away) {
                throw new IOException(cold.get().size() + " rows are off the heap, and the snapshot needs " + away);
            }
        }
    }
}
