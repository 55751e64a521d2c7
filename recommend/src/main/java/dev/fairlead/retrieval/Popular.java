package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.Users;
import dev.fairlead.state.EntityPart;
import dev.fairlead.state.Ids;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What is touched most, in the user's market first and then everywhere: decayed counts of users who touched an
 * item ({@link FirstInteractions}). Beside it {@link #trending}: what is touched much more now than before.
 *
 * <p>The order of different users' events does not matter but for rounding.
 */
public final class Popular implements Fold, CandidateSource, Saved {
    /** No market in particular. */
    public static final int EVERYWHERE = 0;

    private static final int LOOKED_AT = 10;

    private final Ids users;
    private final Ids items;
    private final double halfLifeSeconds;
    private final double shortSeconds;
    private final double shrink;
    private final FirstInteractions first = new FirstInteractions();
    private short[] markets = {}; // codes, by user
    private final Map<Integer, Counted> counted = new TreeMap<>(); // by market

    private record Counted(DecayedTopCounts lasting, DecayedTopCounts current) {}

    /**
     * With ids of its own.
     *
     * @param halfLifeSeconds of what is popular; infinite for no decay
     * @param shortSeconds half-life of what is trending, below the other
     * @param shrink interactions that every item is taken to have had before, above 0: what keeps one interaction of an item that had
     *     none from being a trend
     */
    public Popular(double halfLifeSeconds, double shortSeconds, double shrink) {
        this(new Ids(), new Ids(), halfLifeSeconds, shortSeconds, shrink);
    }

    /** With ids that are shared: whoever asks or counts sees them as they are then. */
    public Popular(Ids users, Ids items, double halfLifeSeconds, double shortSeconds, double shrink) {
        if (!(shortSeconds > 0 && shortSeconds < halfLifeSeconds && shrink > 0)) {
            throw new IllegalArgumentException("half-lives of " + halfLifeSeconds + " s and " + shortSeconds
                    + " s, shrunk by " + shrink + ": all must be above 0, and the first the longer");
        }
        this.users = users;
        this.items = items;
        this.halfLifeSeconds = halfLifeSeconds;
        this.shortSeconds = shortSeconds;
        this.shrink = shrink;
    }

    @Override
    public String name() {
        return "popular";
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (event instanceof UserProfile profile
                && (!profile.market().isEmpty() || profile.clear().contains("market"))) {
            lives(users.intern(profile.user()), Users.marketCode(profile.market()));
        }
        ItemInteractions.of(event)
                .ifPresent(interaction ->
                        touched(users.intern(interaction.user()), items.intern(interaction.item()), event.time()));
    }

    /** The user's market from now on. @param market by {@link Users#marketCode} */
    public void lives(int user, int market) {
        if (user >= markets.length) {
            markets = Arrays.copyOf(markets, Math.max(user + 1, markets.length + (markets.length >> 1)));
        }
        markets[user] = (short) market;
    }

    /** The first {@code count} of these users will soon touch these items; {@link Ids#UNKNOWN} for one that was never met. */
    public void expect(int[] users, int[] items, int count) {
        first.expect(users, count);
        Counted everywhere = counted.get(EVERYWHERE);
        if (everywhere != null) {
            everywhere.lasting.expect(items, count);
            everywhere.current.expect(items, count);
        }
    }

    /** A click or more on an item, by ids. @param time in milliseconds since 1970 */
    public void touched(int user, int item, long time) {
        if (first.isFirst(user, item)) {
            counted(EVERYWHERE, item, time);
            int market = user < markets.length ? markets[user] : EVERYWHERE;
            if (market != EVERYWHERE) {
                counted(market, item, time);
            }
        }
    }

    /** What is kept of each user, by dense id: the market, and the items that were counted. */
    public EntityPart ofUsers() {
        return new EntityPart() {
            @Override
            public byte[] bytes(int user) {
                int[] items = first.of(user);
                short market = user < markets.length ? markets[user] : EVERYWHERE;
                if (market == EVERYWHERE && items.length == 0) {
                    return new byte[0];
                }
                ByteBuffer bytes = ByteBuffer.allocate(2 + 4 * items.length).putShort(market);
                bytes.asIntBuffer().put(items);
                return bytes.array();
            }

            @Override
            public void put(int user, byte[] bytes) {
                ByteBuffer from = ByteBuffer.wrap(bytes);
                lives(user, from.getShort());
                int[] items = new int[from.remaining() / 4];
                from.asIntBuffer().get(items);
                first.remember(user, items);
            }

            @Override
            public void remove(int user) {
                if (user < markets.length) {
                    markets[user] = EVERYWHERE;
                }
                first.remember(user, new int[0]);
            }
        };
    }

    private void counted(int market, int item, long time) {
        Counted of = counted.computeIfAbsent(market, _ -> fresh());
        of.lasting.add(item, time);
        of.current.add(item, time);
    }

    private Counted fresh() {
        return new Counted(new DecayedTopCounts(items, halfLifeSeconds), new DecayedTopCounts(items, shortSeconds));
    }

    /** The score is the decayed count, in the market or, for those that fill up, everywhere. */
    @Override
    public List<Found> find(SourceQuery query) {
        int market = query.user().market();
        int[] found = find(market, query.k(), allowed(query));
        int here = best(market, query.k(), allowed(query)).length;
        return IntStream.range(0, found.length)
                .mapToObj(i ->
                        new Found(items.text(found[i]), count(i < here ? market : EVERYWHERE, found[i], query.time())))
                .toList();
    }

    /** The most popular in the market and then everywhere, as ids. @param market a code of {@link Users#code} */
    public int[] find(int market, int k, IntPredicate allowed) {
        int[] here = best(market, k, allowed);
        return here.length == k || market == EVERYWHERE
                ? here
                : IntStream.concat(Arrays.stream(here), Arrays.stream(best(EVERYWHERE, k, allowed)))
                        .distinct()
                        .limit(k)
                        .toArray();
    }

    private IntPredicate allowed(SourceQuery query) {
        return item -> query.allowed().test(items.text(item));
    }

    private int[] best(int market, int k, IntPredicate allowed) {
        Counted of = counted.get(market);
        return of == null ? new int[0] : of.lasting.best(k, allowed);
    }

    private double count(int market, int item, long time) {
        Counted of = counted.get(market);
        return of == null ? 0 : of.lasting.count(item, time);
    }

    /**
     * Of the items touched most lately, those whose count of the short half-life is highest for their count of the long one:
     * short / (long + shrink).
     */
    public CandidateSource trending() {
        return new CandidateSource() {
            @Override
            public String name() {
                return "trending";
            }

            @Override
            public List<Found> find(SourceQuery query) {
                int market = market(query.user().market());
                Counted of = counted.get(market);
                if (of == null) {
                    return List.of();
                }
                IntToDoubleFunction trend = trend(of, query.time());
                return Arrays.stream(trending(market, query.time(), query.k(), allowed(query)))
                        .mapToObj(item -> new Found(items.text(item), trend.applyAsDouble(item)))
                        .toList();
            }
        };
    }

    /** What is {@link #trending} in the market or, where nothing is known of it, everywhere, as ids. */
    public int[] trending(int market, long time, int k, IntPredicate allowed) {
        Counted of = counted.get(market(market));
        if (of == null) {
            return new int[0];
        }
        record Trend(int item, double ratio) {}
        IntToDoubleFunction trend = trend(of, time);
        return Arrays.stream(of.current.best(LOOKED_AT * k, allowed))
                .mapToObj(item -> new Trend(item, trend.applyAsDouble(item)))
                .sorted(Comparator.comparingDouble((Trend one) -> -one.ratio)
                        .thenComparing(one -> items.text(one.item)))
                .limit(k)
                .mapToInt(Trend::item)
                .toArray();
    }

    private int market(int market) {
        return counted.containsKey(market) ? market : EVERYWHERE;
    }

    private IntToDoubleFunction trend(Counted of, long time) {
        IntToDoubleFunction now = of.current.counts(time);
        IntToDoubleFunction before = of.lasting.counts(time);
        return item -> now.applyAsDouble(item) / (before.applyAsDouble(item) + shrink);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        first.save(out);
        out.writeInt(markets.length);
        for (short market : markets) {
            out.writeShort(market);
        }
        out.writeInt(counted.size());
        for (Map.Entry<Integer, Counted> of : counted.entrySet()) {
            out.writeInt(of.getKey());
            of.getValue().lasting.save(out);
            of.getValue().current.save(out);
        }
    }

    /** The ids must be those of when it was saved. */
    @Override
    public void load(DataInput in) throws IOException {
        first.load(in);
        markets = new short[in.readInt()];
        for (int user = 0; user < markets.length; user++) {
            markets[user] = in.readShort();
        }
        for (int left = in.readInt(); left > 0; left--) {
            Counted of = fresh();
            counted.put(in.readInt(), of);
            of.lasting.load(in);
            of.current.load(in);
        }
    }
}
