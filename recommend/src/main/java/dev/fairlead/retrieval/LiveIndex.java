package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * An index that changes while it is searched: a large base that was built from vectors of one moment, and over it a list of what was
 * put and removed since, which is scanned. What was put is found by every search that begins after {@link #put} returned.
 *
 * <p>One writer at a time (calls wait for each other), any number of searches, which never wait. {@link #rebuild} makes a new base
 * beside the old one and swaps them in one step.
 */
public final class LiveIndex {
    private static final int SEEN_IN_BASE = 0;

    private final int dimensions;
    private final IndexFactory factory;
    private volatile State state;

    /**
     * One base with what came after. Writes go to rows behind {@code count}, which readers do not look at yet; {@code latest} and
     * the arrays are replaced, never shrunk, when they grow.
     */
    private static final class State {
        final Vectors vectors;
        final VectorIndex base;
        final int[] rowOfBase; // by id: row in vectors + 1, 0 without
        volatile Changes changes;

        State(VectorIndex base) {
            this.vectors = base.vectors();
            this.base = base;
            int most = Arrays.stream(vectors.ids()).max().orElse(-1);
            rowOfBase = new int[most + 1];
            for (int row = 0; row < vectors.size(); row++) {
                rowOfBase[vectors.ids()[row]] = row + 1;
            }
            changes = new Changes(new int[16], new float[16 * vectors.dimensions()], new int[most + 1], 0);
        }
    }

    /**
     * What was put or removed, in order. A reader holds one of these and looks at its first {@code count} rows only.
     *
     * @param ids id of each row, or its bitwise complement (−1 − id) where the id was removed
     * @param latest by id: number of its latest row + 1, {@link #SEEN_IN_BASE} when the base is right
     */
    private record Changes(int[] ids, float[] values, int[] latest, int count) {
        /** The id of a row that is still the latest of its id among these, else −1. */
        int current(int row) {
            int id = ids[row];
            return id >= 0 && latestWithin(id) == row + 1 ? id : -1;
        }

        /** Whether these say anything of the id. A row that came after them does not count: then the id is where it was. */
        boolean overrides(int id) {
            return latestWithin(id) != SEEN_IN_BASE;
        }

        private int latestWithin(int id) {
            int row = id < latest.length ? latest[id] : SEEN_IN_BASE;
            if (row <= count) {
                return row;
            }
            for (int i = count - 1; i >= 0; i--) { // put again meanwhile: rare
                if (ids[i] == id || ids[i] == ~id) {
                    return i + 1;
                }
            }
            return SEEN_IN_BASE;
        }
    }

    /** An empty index. @param factory builds its bases */
    public LiveIndex(int dimensions, IndexFactory factory) {
        this.dimensions = dimensions;
        this.factory = factory;
        Vectors none = Vectors.none(dimensions);
        this.state = new State(new ExactIndex(none));
    }

    public int dimensions() {
        return dimensions;
    }

    /** Vectors in the base. */
    public int base() {
        return state.vectors.size();
    }

    /** Changes since the base was built: the part that is scanned. */
    public int changes() {
        return state.changes.count;
    }

    /** From now on the item has this vector. @param id dense, at least 0 */
    public synchronized void put(int id, float[] vector) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(vector.length + " floats for a vector of " + dimensions);
        }
        append(state, id, id, vector);
    }

    /** From now on the item is not found. */
    public synchronized void remove(int id) {
        append(state, id, ~id, new float[dimensions]);
    }

    private static void append(State to, int id, int entry, float[] vector) {
        Changes now = to.changes;
        int row = now.count;
        int[] ids = row < now.ids.length ? now.ids : Arrays.copyOf(now.ids, 2 * row);
        float[] values = row < now.ids.length ? now.values : Arrays.copyOf(now.values, 2 * row * vector.length);
        int[] latest = id < now.latest.length
                ? now.latest
                : Arrays.copyOf(now.latest, Math.max(id + 1, now.latest.length + now.latest.length / 2));
        ids[row] = entry;
        System.arraycopy(vector, 0, values, row * vector.length, vector.length);
        latest[id] = row + 1;
        to.changes = new Changes(ids, values, latest, row + 1);
    }

    /** The {@code k} accepted ids of the highest inner product; see {@link VectorIndex#search}. */
    public Hits search(float[] query, int k, IntPredicate accept) {
        State here = state;
        Changes changes = here.changes;
        Hits found = here.base.search(query, k, id -> !changes.overrides(id) && accept.test(id));
        if (changes.count == 0) {
            return found;
        }
        TopK top = new TopK(k);
        for (int i = 0; i < found.ids().length; i++) {
            top.offer(found.ids()[i], found.scores()[i]);
        }
        float[] scores = new float[ExactIndex.BLOCK];
        ExactIndex.scan(query, changes.values, 0, changes.count, Dots.HERE, scores, top, changes::current, accept);
        return top.take();
    }

    /** The {@code k} of these ids that have the highest inner product with the query; those without a vector are left out. */
    public Hits best(float[] query, int[] ids, int k) {
        State here = state;
        Changes changes = here.changes;
        TopK top = new TopK(Math.min(k, ids.length));
        for (int id : ids) {
            int change = changes.latestWithin(id);
            if (change != SEEN_IN_BASE) {
                if (changes.ids[change - 1] >= 0) {
                    int at = (change - 1) * dimensions;
                    top.offer(id, Dots.HERE.of(query, 0, changes.values, at, dimensions));
                }
            } else if (id < here.rowOfBase.length && here.rowOfBase[id] != 0) {
                int at = (here.rowOfBase[id] - 1) * dimensions;
                top.offer(id, Dots.HERE.of(query, 0, here.vectors.values(), at, dimensions));
            }
        }
        return top.take();
    }

    /** Copies the item's vector to {@code out} at {@code at}. @return false if it has none */
    public boolean vector(int id, float[] out, int at) {
        State here = state;
        Changes changes = here.changes;
        int change = id < 0 ? SEEN_IN_BASE : changes.latestWithin(id);
        if (change != SEEN_IN_BASE) {
            if (changes.ids[change - 1] < 0) {
                return false;
            }
            System.arraycopy(changes.values, (change - 1) * dimensions, out, at, dimensions);
            return true;
        }
        int row = id < 0 || id >= here.rowOfBase.length ? 0 : here.rowOfBase[id];
        if (row == 0) {
            return false;
        }
        System.arraycopy(here.vectors.values(), (row - 1) * dimensions, out, at, dimensions);
        return true;
    }

    /**
     * Builds a new base and puts it in the place of the old one, with what was put or removed since the call began on top. Searches
     * and writes go on meanwhile. One rebuild at a time.
     *
     * @param vectors asked for once, after the call has begun: everything that the index should hold now
     * @param progress told now and then how many vectors are in
     */
    public void rebuild(Supplier<Vectors> vectors, IntConsumer progress) {
        State old = state;
        int before = old.changes.count;
        Vectors fresh = vectors.get();
        State next = new State(factory.build(fresh, progress));
        synchronized (this) {
            Changes since = old.changes;
            for (int row = before; row < since.count; row++) {
                int entry = since.ids[row];
                float[] vector = Arrays.copyOfRange(since.values, row * dimensions, (row + 1) * dimensions);
                append(next, entry < 0 ? ~entry : entry, entry, vector);
            }
            state = next;
        }
    }

    /** Heap that it holds, vectors included, in bytes, about. */
    public long bytes() {
        State here = state;
        Changes changes = here.changes;
        return here.base.bytes()
                + 4L
                        * (here.vectors.values().length
                                + here.vectors.size()
                                + here.rowOfBase.length
                                + changes.values.length
                                + changes.ids.length
                                + changes.latest.length);
    }
}
