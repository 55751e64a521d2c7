package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import dev.fairlead.state.EntityPart;
import dev.fairlead.state.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Items that go together: those that one user touched within a session, or within the last items of the history. A pair
 * counts once for each interaction of its later item, less the more interactions lie between, and less in another session; counts
 * decay. An item's score for a user is Σ over the history of weight × count(pair) / (√(count of one × count of the other) +
 * shrink): the cosine of Sarwar et al., Item-Based Collaborative Filtering Recommendation Algorithms, WWW 2001, shrunk so
 * that a pair seen once is not a certainty.
 *
 * <p>Memory is bounded: when an item with twice {@code neighbours} others meets one more, that many with the largest counts
 * are kept beside it. So the order of events matters; it is that of the log.
 */
public final class CoOccurrence implements Fold, CandidateSource, Saved {
    /**
     * Numbers of the source. Ranges are checked.
     *
     * @param neighbours kept for an item whenever there are twice as many, 1 to 10,000
     * @param window latest items of a user's history that an interaction is paired with, and that a query reads, 1 to 1,000
     * @param halfLifeSeconds of the counts, above 0; infinite for no decay
     * @param otherSession weight of a pair whose items were touched in different sessions, 0 to 1
     * @param distance a pair weighs 1 / (interactions between)^this, 0 to 2
     * @param shrink added to the denominator, at least 0
     * @param historySeconds half-life of an interaction in the history of who asks, above 0
     * @param historyTouches and by its place there: it weighs half for each so many that came after it, above 0; infinite for no decay
     * @param forward whether an item is found from those that were touched before it alone, as in a sequence, or from those after it too
     */
    public record Config(
            int neighbours,
            int window,
            double halfLifeSeconds,
            double otherSession,
            double distance,
            double shrink,
            double historySeconds,
            double historyTouches,
            boolean forward) {
        /** In both directions, and the history's items weigh by their age alone. */
        public Config(
                int neighbours,
                int window,
                double halfLifeSeconds,
                double otherSession,
                double distance,
                double shrink,
                double historySeconds) {
            this(
                    neighbours,
                    window,
                    halfLifeSeconds,
                    otherSession,
                    distance,
                    shrink,
                    historySeconds,
                    Double.POSITIVE_INFINITY,
                    false);
        }

        public Config {
            if (neighbours < 1 || neighbours > 10_000 || window < 1 || window > 1_000) {
                throw new IllegalArgumentException("co-occurrence: " + neighbours + " neighbours and a window of "
                        + window + "; 1 to 10,000 and 1 to 1,000 are allowed");
            }
            if (!(halfLifeSeconds > 0 && historySeconds > 0 && historyTouches > 0 && shrink >= 0)) {
                throw new IllegalArgumentException("co-occurrence: half-lives of " + halfLifeSeconds + " s, "
                        + historySeconds + " s and " + historyTouches + " interactions must be above 0 and shrink, "
                        + shrink + ", at least 0");
            }
            if (!(otherSession >= 0 && otherSession <= 1 && distance >= 0 && distance <= 2)) {
                throw new IllegalArgumentException("co-occurrence: otherSession is 0 to 1 and distance 0 to 2, not "
                        + otherSession + " and " + distance);
            }
        }
    }

    /** Numbers in what a processor reads at once. */
    private static final int LINE = 8;

    private static final int[] NONE = {};

    /** A row without neighbours. */
    private static final long[] EMPTY = {0};

    private final Config config;
    private final double[] sameSession;
    private final double[] otherSession;
    private final Ids users;
    private final Ids ids;
    private final ForwardDecay decay;
    private double[] counts = {}; // by item, as of ForwardDecay's time; 0 for one that was never touched

    /** By item: how many neighbours it has, their ids, two in each number, and their counts as bits. An id that is not taken is −1. */
    private long[][] rows = {};

    private int[][] histories = {}; // by user: item and hash of the session in turn, latest first
    private final int[] latest; // of the history that is being changed
    private final double[] sorted;
    private long near;

    /** With ids of its own. */
    public CoOccurrence(Config config) {
        this(new Ids(), new Ids(), config);
    }

    /** With ids that are shared: whoever asks or counts sees them as they are then. */
    public CoOccurrence(Ids users, Ids items, Config config) {
        this.config = config;
        this.sameSession = weights(config, 1);
        this.otherSession = weights(config, config.otherSession);
        this.users = users;
        this.ids = items;
        this.decay = new ForwardDecay(config.halfLifeSeconds);
        this.latest = new int[2 * config.window];
        this.sorted = new double[2 * config.neighbours];
    }

    /** A pair's weight by the interactions between its items, from 1. */
    private static double[] weights(Config config, double session) {
        double[] weights = new double[config.window + 2];
        for (int between = 1; between < weights.length; between++) {
            weights[between] = StrictMath.pow(between, -config.distance) * session;
        }
        return weights;
    }

    @Override
    public String name() {
        return "together";
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        ItemInteractions.of(event)
                .ifPresent(interaction -> touched(
                        users.intern(interaction.user()),
                        ids.intern(interaction.item()),
                        interaction.session(),
                        event.time()));
    }

    /**
     * The first {@code count} of these users will soon touch something. Reads of the items of all their histories what will be read of one
     * after the other then: the processor waits for memory once, not for each. Each loop reads what the one before has found.
     */
    public void expect(int[] users, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            int[] history = expected(users[i]);
            sum += history.length == 0 ? 0 : history[0];
        }
        for (int i = 0; i < count; i++) {
            int[] history = expected(users[i]);
            for (int h = 0; h < history.length; h += 2) {
                sum += rows[history[h]][0];
            }
        }
        for (int i = 0; i < count; i++) {
            int[] history = expected(users[i]);
            for (int h = 0; h < history.length; h += 2) {
                long[] row = rows[history[h]];
                int size = (int) row[0];
                for (int at = LINE; at <= size >> 1; at += LINE) {
                    sum += row[at];
                }
                sum += row[row.length / 3 + size]; // the latest count, beside which the next one is put
            }
        }
        near = sum;
    }

    private int[] expected(int user) {
        return user < 0 || user >= histories.length ? NONE : histories[user];
    }

    /** A click or more on an item, by ids. @param time in milliseconds since 1970 */
    public void touched(int user, int item, String session, long time) {
        rescale(decay.advance(time));
        pair(user, item, session.hashCode(), decay.weight(time));
    }

    private void rescale(double factor) {
        if (factor == 1) {
            return;
        }
        for (int item = 0; item < rows.length; item++) {
            counts[item] = ForwardDecay.scaled(counts[item], factor);
            long[] row = rows[item];
            for (int i = 0; i < row[0]; i++) {
                setCount(row, i, ForwardDecay.scaled(count(row, i), factor));
            }
        }
    }

    private void pair(int user, int touched, int session, double weight) {
        reserve(touched);
        counts[touched] += weight;
        int[] before = history(user);
        latest[0] = touched;
        latest[1] = session;
        int end = 2;
        for (int i = 0; i < before.length; i += 2) {
            int other = before[i];
            if (other == touched) {
                continue;
            }
            double share = (before[i + 1] == session ? sameSession : otherSession)[i / 2 + 1];
            if (share > 0) {
                if (!config.forward) {
                    count(touched, other, share * weight);
                }
                count(other, touched, share * weight);
            }
            if (end < latest.length) {
                latest[end++] = other;
                latest[end++] = before[i + 1];
            }
        }
        if (end == before.length) {
            System.arraycopy(latest, 0, before, 0, end);
        } else {
            histories[user] = Arrays.copyOf(latest, end);
        }
    }

    private void reserve(int item) {
        if (item >= rows.length) {
            int known = rows.length;
            rows = Arrays.copyOf(rows, Math.max(item + 1, known + (known >> 1)));
            Arrays.fill(rows, known, rows.length, EMPTY);
            counts = Arrays.copyOf(counts, rows.length);
        }
    }

    private static int room(long[] row) {
        return 2 * (row.length / 3);
    }

    private static int neighbour(long[] row, int i) {
        return (int) (row[1 + (i >> 1)] >>> (32 * (i & 1)));
    }

    private static void setNeighbour(long[] row, int i, int neighbour) {
        int shift = 32 * (i & 1);
        int at = 1 + (i >> 1);
        row[at] = row[at] & ~(0xffffffffL << shift) | (neighbour & 0xffffffffL) << shift;
    }

    private static double count(long[] row, int i) {
        return Double.longBitsToDouble(row[1 + row.length / 3 + i]);
    }

    private static void setCount(long[] row, int i, double count) {
        row[1 + row.length / 3 + i] = Double.doubleToRawLongBits(count);
    }

    /** Another row with room for so many, which is even. */
    private static long[] withRoom(long[] row, int room) {
        long[] larger = new long[1 + room / 2 + room];
        Arrays.fill(larger, 1, 1 + room / 2, -1);
        System.arraycopy(row, 0, larger, 0, 1 + row.length / 3);
        System.arraycopy(row, 1 + row.length / 3, larger, 1 + room / 2, room(row));
        return larger;
    }

    /** Where a neighbour is in a row; the row's size when it is not. */
    private static int place(long[] row, int neighbour) {
        int size = (int) row[0];
        for (int at = 1; at <= (size + 1) >> 1; at++) {
            long two = row[at];
            if ((int) two == neighbour) {
                return 2 * (at - 1);
            }
            if ((int) (two >>> 32) == neighbour) {
                return 2 * (at - 1) + 1;
            }
        }
        return size;
    }

    private int[] history(int user) {
        if (user >= histories.length) {
            int known = histories.length;
            histories = Arrays.copyOf(histories, Math.max(user + 1, known + (known >> 1)));
            Arrays.fill(histories, known, histories.length, NONE);
        }
        return histories[user];
    }

    /** What is kept of each user, by dense id: the history. */
    public EntityPart ofUsers() {
        return new EntityPart() {
            @Override
            public byte[] bytes(int user) {
                int[] history = user < histories.length ? histories[user] : NONE;
                ByteBuffer bytes = ByteBuffer.allocate(4 * history.length);
                bytes.asIntBuffer().put(history);
                return bytes.array();
            }

            @Override
            public void put(int user, byte[] bytes) {
                int[] history = new int[bytes.length / 4];
                ByteBuffer.wrap(bytes).asIntBuffer().get(history);
                history(user);
                histories[user] = history;
            }

            @Override
            public void remove(int user) {
                if (user < histories.length) {
                    histories[user] = NONE;
                }
            }
        };
    }

    private void count(int item, int neighbour, double weight) {
        long[] row = rows[item];
        int at = place(row, neighbour);
        if (at < row[0]) {
            setCount(row, at, count(row, at) + weight);
            return;
        }
        if (at == 2 * config.neighbours) {
            keepStrongest(row);
            at = (int) row[0];
        }
        if (at == room(row)) {
            row = withRoom(row, Math.min(Math.max(4, 2 * at), 2 * config.neighbours));
            rows[item] = row;
        }
        setNeighbour(row, at, neighbour);
        setCount(row, at, weight);
        row[0] = at + 1;
    }

    /** Of equal counts those that came first. */
    private void keepStrongest(long[] row) {
        int size = (int) row[0];
        for (int i = 0; i < size; i++) {
            sorted[i] = count(row, i);
        }
        Arrays.sort(sorted, 0, size);
        double least = sorted[size - config.neighbours];
        int ties = config.neighbours;
        for (int i = 0; i < size; i++) {
            ties -= sorted[i] > least ? 1 : 0;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double count = count(row, i);
            if (count > least || (count == least && ties-- > 0)) {
                setNeighbour(row, kept, neighbour(row, i));
                setCount(row, kept++, count);
            }
        }
        for (int i = kept; i < size; i++) {
            setNeighbour(row, i, -1);
        }
        row[0] = kept;
    }

    @Override
    public List<Found> find(SourceQuery query) {
        List<PastInteraction> history = query.user().history();
        int size = Math.min(config.window, history.size());
        int[] touched = new int[size];
        double[] ages = new double[size];
        for (int i = 0; i < size; i++) {
            touched[i] = ids.find(history.get(i).item().item());
            ages[i] = history.get(i).ageSeconds();
        }
        Counts scores =
                scores(touched, ages, query.time(), item -> query.allowed().test(ids.text(item)));
        return best(scores, query.k())
                .mapToObj(item -> new Found(ids.text(item), scores.get(item)))
                .toList();
    }

    /**
     * The best for a history, as ids.
     *
     * @param history ids of items, {@link Ids#UNKNOWN} for none, latest first; what is beyond the window is not read
     * @param ages seconds since each was touched
     * @param time now, in milliseconds since 1970
     */
    public int[] find(int[] history, double[] ages, long time, int k, IntPredicate allowed) {
        return best(scores(history, ages, time, allowed), k).toArray();
    }

    /** The scores of all items for a history, as {@link #find} has them; 0 for one that does not go with it. */
    public IntToDoubleFunction scores(int[] history, double[] ages, long time) {
        Counts scores = scores(history, ages, time, _ -> true);
        return item -> item < 0 ? 0 : scores.get(item);
    }

    private Counts scores(int[] history, double[] ages, long time, IntPredicate allowed) {
        Counts scores = new Counts();
        double now = decay.weight(time);
        for (int i = 0; i < Math.min(config.window, history.length); i++) {
            if (history[i] < 0 || history[i] >= rows.length) {
                continue;
            }
            long[] row = rows[history[i]];
            double own = counts[history[i]] / now;
            double weight =
                    StrictMath.pow(2, -Math.max(0, ages[i]) / config.historySeconds - i / config.historyTouches);
            for (int j = 0; j < row[0]; j++) {
                int other = neighbour(row, j);
                if (allowed.test(other)) {
                    double norm = Math.sqrt(own * (counts[other] / now)) + config.shrink;
                    scores.set(other, scores.get(other) + weight * (count(row, j) / now) / norm);
                }
            }
        }
        return scores;
    }

    /** Of equal scores the item whose name comes first in the alphabet. */
    private IntStream best(Counts scores, int k) {
        record Scored(int item, double score) {}
        return scores.ids()
                .mapToObj(item -> new Scored(item, scores.get(item)))
                .sorted(Comparator.comparingDouble((Scored one) -> -one.score).thenComparing(one -> ids.text(one.item)))
                .limit(k)
                .mapToInt(Scored::item);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        decay.save(out);
        out.writeInt(rows.length);
        for (int item = 0; item < rows.length; item++) {
            long[] row = rows[item];
            boolean touched = counts[item] > 0 || row != EMPTY;
            out.writeBoolean(touched);
            if (touched) {
                out.writeDouble(counts[item]);
                out.writeInt((int) row[0]);
                for (int i = 0; i < row[0]; i++) {
                    out.writeInt(neighbour(row, i));
                    out.writeDouble(count(row, i));
                }
            }
        }
        out.writeInt(histories.length);
        for (int[] history : histories) {
            out.writeShort(history.length);
            for (int value : history) {
                out.writeInt(value);
            }
        }
    }

    /** The ids must be those of when it was saved. */
    @Override
    public void load(DataInput in) throws IOException {
        decay.load(in);
        int known = in.readInt();
        if (known > 0) {
            reserve(known - 1);
        }
        for (int item = 0; item < known; item++) {
            if (in.readBoolean()) {
                counts[item] = in.readDouble();
                rows[item] = read(in);
            }
        }
        int met = in.readInt();
        if (met > 0) {
            history(met - 1);
        }
        for (int user = 0; user < met; user++) {
            histories[user] = new int[in.readShort()];
            for (int i = 0; i < histories[user].length; i++) {
                histories[user][i] = in.readInt();
            }
        }
    }

    private static long[] read(DataInput in) throws IOException {
        int size = in.readInt();
        long[] row = withRoom(EMPTY, size + (size & 1));
        for (int i = 0; i < size; i++) {
            setNeighbour(row, i, in.readInt());
            setCount(row, i, in.readDouble());
        }
        row[0] = size;
        return row;
    }
}
