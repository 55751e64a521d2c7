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
     */
    public record Config(
            int neighbours,
            int window,
            double halfLifeSeconds,
            double otherSession,
            double distance,
            double shrink,
            double historySeconds) {
        public Config {
            if (neighbours < 1 || neighbours > 10_000 || window < 1 || window > 1_000) {
                throw new IllegalArgumentException("co-occurrence: " + neighbours + " neighbours and a window of "
                        + window + "; 1 to 10,000 and 1 to 1,000 are allowed");
            }
            if (!(halfLifeSeconds > 0 && historySeconds > 0 && shrink >= 0)) {
                throw new IllegalArgumentException("co-occurrence: half-lives of " + halfLifeSeconds + " s and "
                        + historySeconds + " s must be above 0 and shrink, " + shrink + ", at least 0");
            }
            if (!(otherSession >= 0 && otherSession <= 1 && distance >= 0 && distance <= 2)) {
                throw new IllegalArgumentException("co-occurrence: otherSession is 0 to 1 and distance 0 to 2, not "
                        + otherSession + " and " + distance);
            }
        }
    }

    private static final int[] NONE = {};

    /** What one item was counted with. Counts are as of {@link ForwardDecay}'s time. */
    private static final class Item {
        double count;
        int[] neighbours = new int[4];
        double[] counts = new double[4];
        int size;
    }

    private static final Item EMPTY = new Item();

    private final Config config;
    private final double[] sameSession;
    private final double[] otherSession;
    private final Ids users;
    private final Ids ids;
    private final ForwardDecay decay;
    private Item[] items = {}; // by id; one that was never touched is empty
    private int[][] histories = {}; // by user: item and hash of the session in turn, latest first

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

    /** A click or more on an item, by ids. @param time in milliseconds since 1970 */
    public void touched(int user, int item, String session, long time) {
        rescale(decay.advance(time));
        pair(user, item, session.hashCode(), decay.weight(time));
    }

    private void rescale(double factor) {
        if (factor == 1) {
            return;
        }
        for (Item item : items) {
            item.count = ForwardDecay.scaled(item.count, factor);
            for (int i = 0; i < item.size; i++) {
                item.counts[i] = ForwardDecay.scaled(item.counts[i], factor);
            }
        }
    }

    private void pair(int user, int touched, int session, double weight) {
        Item item = item(touched);
        item.count += weight;
        int[] before = history(user);
        int[] after = new int[Math.min(2 * config.window, before.length + 2)];
        after[0] = touched;
        after[1] = session;
        int end = 2;
        for (int i = 0; i < before.length; i += 2) {
            int other = before[i];
            if (other == touched) {
                continue;
            }
            double share = (before[i + 1] == session ? sameSession : otherSession)[i / 2 + 1];
            if (share > 0) {
                count(item, other, share * weight);
                count(items[other], touched, share * weight);
            }
            if (end < after.length) {
                after[end++] = other;
                after[end++] = before[i + 1];
            }
        }
        histories[user] = end == after.length ? after : Arrays.copyOf(after, end);
    }

    private Item item(int id) {
        if (id >= items.length) {
            int known = items.length;
            items = Arrays.copyOf(items, Math.max(id + 1, known + (known >> 1)));
            Arrays.fill(items, known, items.length, EMPTY);
        }
        if (items[id] == EMPTY) {
            items[id] = new Item();
        }
        return items[id];
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

    private void count(Item item, int neighbour, double weight) {
        int at = 0;
        while (at < item.size && item.neighbours[at] != neighbour) {
            at++;
        }
        if (at < item.size) {
            item.counts[at] += weight;
            return;
        }
        if (at == 2 * config.neighbours) {
            keepStrongest(item);
            at = item.size;
        }
        if (at == item.neighbours.length) {
            int room = Math.min(2 * at, 2 * config.neighbours);
            item.neighbours = Arrays.copyOf(item.neighbours, room);
            item.counts = Arrays.copyOf(item.counts, room);
        }
        item.neighbours[at] = neighbour;
        item.counts[at] = weight;
        item.size = at + 1;
    }

    /** Of equal counts those that came first. */
    private void keepStrongest(Item item) {
        double[] sorted = Arrays.copyOf(item.counts, item.size);
        Arrays.sort(sorted);
        double least = sorted[item.size - config.neighbours];
        int ties = config.neighbours;
        for (double count : sorted) {
            ties -= count > least ? 1 : 0;
        }
        int kept = 0;
        for (int i = 0; i < item.size; i++) {
            if (item.counts[i] > least || (item.counts[i] == least && ties-- > 0)) {
                item.neighbours[kept] = item.neighbours[i];
                item.counts[kept++] = item.counts[i];
            }
        }
        item.size = kept;
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

    private Counts scores(int[] history, double[] ages, long time, IntPredicate allowed) {
        Counts scores = new Counts();
        double now = decay.weight(time);
        for (int i = 0; i < Math.min(config.window, history.length); i++) {
            if (history[i] < 0 || history[i] >= items.length) {
                continue;
            }
            Item item = items[history[i]];
            double weight = StrictMath.pow(2, -Math.max(0, ages[i]) / config.historySeconds);
            for (int j = 0; j < item.size; j++) {
                int other = item.neighbours[j];
                if (allowed.test(other)) {
                    double norm = Math.sqrt(item.count / now * (items[other].count / now)) + config.shrink;
                    scores.set(other, scores.get(other) + weight * (item.counts[j] / now) / norm);
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
        out.writeInt(items.length);
        for (Item item : items) {
            out.writeBoolean(item != EMPTY);
            if (item == EMPTY) {
                continue;
            }
            out.writeDouble(item.count);
            out.writeInt(item.size);
            for (int i = 0; i < item.size; i++) {
                out.writeInt(item.neighbours[i]);
                out.writeDouble(item.counts[i]);
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
        for (int id = 0; id < known; id++) {
            if (in.readBoolean()) {
                load(in, item(id));
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

    private void load(DataInput in, Item item) throws IOException {
        item.count = in.readDouble();
        item.size = in.readInt();
        item.neighbours = new int[Math.max(4, item.size)];
        item.counts = new double[item.neighbours.length];
        for (int i = 0; i < item.size; i++) {
            item.neighbours[i] = in.readInt();
            item.counts[i] = in.readDouble();
        }
    }
}
