package dev.fairlead.retrieval;

import dev.fairlead.log.Saved;
import dev.fairlead.state.EntityPart;
import dev.fairlead.state.Ids;
import dev.fairlead.state.LocatedEntity;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * What people touched in sessions like the one at hand: nearest neighbours among the latest sessions (vector multiplication session-kNN of Ludewig
 * and Jannach, Evaluation of Session-based Recommendation Algorithms, UMUAI 2018).
 *
 * <p>Of the sessions that share an item with the one at hand the {@code sampled} latest are looked at. A session's similarity is Σ over the shared items of
 * e^(−place) / √(its items) × 2^(−age / half-life), where place counts the items touched later. An item's score is Σ over the {@code neighbours} most
 * similar sessions that hold it of similarity / (place of the latest shared item + 1) × ln(sessions / sessions with the item).
 *
 * <p>Memory is bounded: the latest {@code sessions} are kept, of each the first {@code items}, and of each item the latest {@code perItem} sessions.
 * The order of events matters; it is that of the log.
 */
public final class SessionNeighbours implements Saved {
    /**
     * Numbers of the source, whole ones from 1 to 10,000,000.
     *
     * @param sessions kept in all
     * @param items kept of a session
     * @param perItem sessions kept of an item
     * @param sampled sessions that are looked at
     * @param neighbours sessions that count
     * @param halfLifeSeconds of a session's similarity, above 0
     */
    public record Config(int sessions, int items, int perItem, int sampled, int neighbours, double halfLifeSeconds) {
        public Config {
            for (int each : new int[] {sessions, items, perItem, sampled, neighbours}) {
                if (each < 1 || each > 10_000_000) {
                    throw new IllegalArgumentException(
                            "session neighbours: " + each + " is not a whole number from 1 to 10,000,000");
                }
            }
            if (!(halfLifeSeconds > 0)) {
                throw new IllegalArgumentException(
                        "session neighbours: the half-life, " + halfLifeSeconds + " s, must be above 0");
            }
        }
    }

    private static final int[] NONE = {};
    private static final int HELD = 0;
    private static final int PUT = 1;
    private static final int HEAD = 2;

    private final Ids items;
    private final Config config;

    // By number of the session modulo those that are kept.
    private int[][] content = {};
    private long[] times = {};
    private int begun; // sessions so far: the number of the next one

    /** By item: in how many sessions it was, how many were put into the ring, and the ring: the numbers of the latest of them, rising. */
    private int[][] sessionsOf = {};

    // By user: number of the latest session + 1, and the hash of its name.
    private int[] current = {};
    private int[] names = {};

    /** @param items whose ids they are */
    public SessionNeighbours(Ids items, Config config) {
        this.items = items;
        this.config = config;
    }

    /** A click or more on an item, by ids. @param time in milliseconds since 1970 */
    public void touched(int user, int item, String session, long time) {
        int number = session(user, session.hashCode());
        int slot = number % config.sessions;
        times[slot] = Math.max(times[slot], time);
        int[] known = content[slot];
        if (known.length < config.items && !holds(known, item)) {
            content[slot] = Arrays.copyOf(known, known.length + 1);
            content[slot][known.length] = item;
            note(item, number);
        }
    }

    private int session(int user, int name) {
        if (user >= current.length) {
            int room = Math.max(user + 1, current.length + (current.length >> 1));
            current = Arrays.copyOf(current, room);
            names = Arrays.copyOf(names, room);
        }
        int number = current[user] - 1;
        if (number < 0 || names[user] != name || !kept(number)) {
            number = begun++;
            int slot = number % config.sessions;
            if (slot >= content.length) {
                int room = Math.min(config.sessions, Math.max(slot + 1, content.length + (content.length >> 1)));
                content = Arrays.copyOf(content, room);
                times = Arrays.copyOf(times, room);
            }
            content[slot] = NONE;
            times[slot] = Long.MIN_VALUE;
            current[user] = number + 1;
            names[user] = name;
        }
        return number;
    }

    private boolean kept(int number) {
        return number > begun - 1 - config.sessions;
    }

    private static boolean holds(int[] items, int item) {
        for (int each : items) {
            if (each == item) {
                return true;
            }
        }
        return false;
    }

    private void note(int item, int number) {
        if (item >= sessionsOf.length) {
            int before = sessionsOf.length;
            sessionsOf = Arrays.copyOf(sessionsOf, Math.max(item + 1, before + (before >> 1)));
            Arrays.fill(sessionsOf, before, sessionsOf.length, NONE);
        }
        int[] ring = sessionsOf[item];
        int room = Math.max(0, ring.length - HEAD);
        if ((ring.length == 0 || ring[PUT] == room) && room < config.perItem) {
            ring = Arrays.copyOf(ring, HEAD + Math.min(config.perItem, Math.max(2, 2 * room)));
            room = ring.length - HEAD;
            sessionsOf[item] = ring;
        }
        ring[HELD]++;
        if (ring[PUT] >= room && number < head(ring, 1)) {
            return; // older than all of as many as are kept
        }
        int put = ring[PUT]++;
        ring[HEAD + put % room] = number;
        // Somebody may still touch things in a session that began before others' that hold the item already.
        for (int at = put; at > Math.max(0, put + 1 - room) && ring[HEAD + (at - 1) % room] > number; at--) {
            ring[HEAD + at % room] = ring[HEAD + (at - 1) % room];
            ring[HEAD + (at - 1) % room] = number;
        }
    }

    private int[] ring(int item) {
        return item < 0 || item >= sessionsOf.length ? NONE : sessionsOf[item];
    }

    /**
     * The best for a session, as ids.
     *
     * @param own number of the session, which is no neighbour of itself; see {@link #latest(LocatedEntity, int)}
     * @param touched ids of its items, latest first, each once; {@link Ids#UNKNOWN} for none
     * @param time now, in milliseconds since 1970
     */
    public int[] find(int own, int[] touched, long time, int k, IntPredicate allowed) {
        Counts scores = scored(own, touched, time);
        record Scored(int item, double score) {}
        return scores.ids()
                .filter(allowed)
                .mapToObj(item -> new Scored(item, scores.get(item)))
                .sorted(Comparator.comparingDouble((Scored one) -> -one.score)
                        .thenComparing(one -> items.text(one.item)))
                .limit(k)
                .mapToInt(Scored::item)
                .toArray();
    }

    /** The scores of all items, as {@link #find} has them; 0 for one that no neighbour touched. */
    public IntToDoubleFunction scores(int own, int[] touched, long time) {
        Counts scores = scored(own, touched, time);
        return item -> item < 0 ? 0 : scores.get(item);
    }

    private Counts scored(int own, int[] touched, long time) {
        int[][] rings = new int[touched.length][];
        int[] next = new int[touched.length]; // how many of each ring are left
        for (int i = 0; i < touched.length; i++) {
            rings[i] = ring(touched[i]);
            next[i] = rings[i].length == 0 ? 0 : Math.min(rings[i][PUT], rings[i].length - HEAD);
        }
        int[] found = new int[config.sampled];
        int[] places = new int[config.sampled];
        double[] similarities = new double[config.sampled];
        int size = 0;
        for (int number = latest(rings, next); size < config.sampled && number >= 0; number = latest(rings, next)) {
            double shared = 0;
            int place = -1;
            for (int i = 0; i < rings.length; i++) {
                if (next[i] > 0 && head(rings[i], next[i]) == number) {
                    next[i]--;
                    shared += StrictMath.exp(-i);
                    place = place < 0 ? i : place;
                }
            }
            if (number != own) {
                int slot = number % config.sessions;
                double age = Math.max(0, time - times[slot]) / 1000.0;
                found[size] = number;
                places[size] = place;
                similarities[size++] =
                        shared / Math.sqrt(content[slot].length) * StrictMath.pow(2, -age / config.halfLifeSeconds);
            }
        }
        return counted(found, places, similarities, size);
    }

    /** The latest session that is in any of the rings and kept; −1 for none. */
    private int latest(int[][] rings, int[] next) {
        int latest = -1;
        for (int i = 0; i < rings.length; i++) {
            latest = next[i] > 0 ? Math.max(latest, head(rings[i], next[i])) : latest;
        }
        return latest >= 0 && kept(latest) ? latest : -1;
    }

    /** The session of a ring when so many are left: they are read from the latest on. */
    private static int head(int[] ring, int left) {
        int room = ring.length - HEAD;
        int kept = Math.min(ring[PUT], room);
        return ring[HEAD + (ring[PUT] - 1 - (kept - left)) % room];
    }

    private Counts counted(int[] found, int[] places, double[] similarities, int size) {
        double least = 0;
        if (size > config.neighbours) {
            double[] sorted = Arrays.copyOf(similarities, size);
            Arrays.sort(sorted);
            least = sorted[size - config.neighbours];
        }
        Counts scores = new Counts();
        for (int n = 0; n < size; n++) {
            if (similarities[n] >= least) {
                for (int item : content[found[n] % config.sessions]) {
                    double rarity = Math.log((double) begun / sessionsOf[item][HELD]);
                    scores.set(item, scores.get(item) + similarities[n] / (places[n] + 1) * rarity);
                }
            }
        }
        return scores;
    }

    /**
     * The number of a user's latest session; −1 without one.
     *
     * @param part the number of {@link #ofUsers} among the parts of a user who is off the heap
     */
    public int latest(LocatedEntity user, int part) {
        if (user.cold().isPresent()) {
            byte[] bytes = user.cold().get().part(part);
            return bytes.length == 0 ? -1 : ByteBuffer.wrap(bytes).getInt() - 1;
        }
        return user.index() < 0 || user.index() >= current.length ? -1 : current[user.index()] - 1;
    }

    /** What is kept of each user, by dense id: which session is the latest. */
    public EntityPart ofUsers() {
        return new EntityPart() {
            @Override
            public byte[] bytes(int user) {
                return user >= current.length || current[user] == 0 || !kept(current[user] - 1)
                        ? new byte[0]
                        : ByteBuffer.allocate(8)
                                .putInt(current[user])
                                .putInt(names[user])
                                .array();
            }

            @Override
            public void put(int user, byte[] bytes) {
                ByteBuffer from = ByteBuffer.wrap(bytes);
                if (user >= current.length) {
                    current = Arrays.copyOf(current, user + 1 + (user >> 1));
                    names = Arrays.copyOf(names, current.length);
                }
                current[user] = from.getInt();
                names[user] = from.getInt();
            }

            @Override
            public void remove(int user) {
                if (user < current.length) {
                    current[user] = 0;
                }
            }
        };
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(begun);
        int kept = Math.min(begun, content.length);
        out.writeInt(kept);
        for (int slot = 0; slot < kept; slot++) {
            out.writeLong(times[slot]);
            write(out, content[slot], content[slot].length);
        }
        out.writeInt(sessionsOf.length);
        for (int[] ring : sessionsOf) {
            write(out, ring, ring.length);
        }
        out.writeInt(current.length);
        for (int user = 0; user < current.length; user++) {
            out.writeInt(current[user]);
            out.writeInt(names[user]);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        begun = in.readInt();
        content = new int[in.readInt()][];
        times = new long[content.length];
        for (int slot = 0; slot < content.length; slot++) {
            times[slot] = in.readLong();
            content[slot] = read(in);
        }
        sessionsOf = new int[in.readInt()][];
        for (int item = 0; item < sessionsOf.length; item++) {
            sessionsOf[item] = read(in);
        }
        current = new int[in.readInt()];
        names = new int[current.length];
        for (int user = 0; user < current.length; user++) {
            current[user] = in.readInt();
            names[user] = in.readInt();
        }
    }

    private static void write(DataOutput out, int[] numbers, int length) throws IOException {
        out.writeInt(length);
        for (int i = 0; i < length; i++) {
            out.writeInt(numbers[i]);
        }
    }

    private static int[] read(DataInput in) throws IOException {
        int[] numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }
}
