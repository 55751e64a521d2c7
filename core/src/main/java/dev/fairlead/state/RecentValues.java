package dev.fairlead.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A short list per entity of the distinct values it met: which, when last, and with what decayed weight. One structure
 * answers affinity (share of a user's weight on the candidate's category), distinct counts, and history ("already
 * touched, how long ago, how often").
 *
 * <p>At most {@code capacity} values are kept per entity; a new one takes the place of the lightest (by decayed weight at
 * the newest time met; the older, then the earlier place, of two equal ones). A value that comes back after it lost its
 * place starts anew. A list within a session holds that session's values only and does not decay; see {@link SessionOf}.
 *
 * <p>Bytes: {@link Seconds} of the newest update, which may have lost its place (4), how many values there are (1), and of each, by
 * place: its dense id, how long before the newest it was last met, twice the code of how, plus one where a weight follows (4), which is left out when it
 * is 1.
 */
public final class RecentValues extends Aggregate {
    private static final int MAX_CAPACITY = 255;

    private final EntityType of;
    private final int capacity;
    private final String kind;
    private final @Nullable SessionOf session;
    private final HalfLife decay;

    // Of the one thread that adds.
    private final Row row; // of the row that is open
    private long open; // which that is, by EntityRows.opened; 0 for none
    private final byte[] bytes;

    /** What one entity met. */
    private static final class Row {
        final int[] values;
        final int[] times;
        final float[] weights;
        final int[] codes;
        int size;
        int newest;

        Row(int capacity) {
            values = new int[capacity];
            times = new int[capacity];
            weights = new float[capacity];
            codes = new int[capacity];
        }

        int place(int value) {
            for (int i = 0; i < size; i++) {
                if (values[i] == value) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** What each {@code key} met, with weights of the given half-life. */
    RecentValues(EntityType key, Set<UpdateKind> kinds, EntityType of, int capacity, Duration halfLife) {
        this(key, kinds, of, capacity, " half-life " + halfLife, new HalfLife(halfLife), null);
    }

    /** What each {@code key} met in its current session; weights do not decay. */
    RecentValues(EntityType key, Set<UpdateKind> kinds, EntityType of, int capacity, SessionOf session) {
        this(key, kinds, of, capacity, " within session", HalfLife.NEVER, session);
    }

    private RecentValues(
            EntityType key,
            Set<UpdateKind> kinds,
            EntityType of,
            int capacity,
            String kind,
            HalfLife decay,
            @Nullable SessionOf session) {
        super(key, kinds);
        if (key.scope() != EntityType.Scope.REQUEST) {
            throw new IllegalArgumentException(
                    "a list per " + key + ": a request reads one list, so its key must be an entity of the request");
        }
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("a list of " + capacity + " values; it must hold 1 to " + MAX_CAPACITY);
        }
        this.of = of;
        this.capacity = capacity;
        this.kind = kind;
        this.decay = decay;
        this.session = session;
        this.row = new Row(capacity);
        this.bytes = new byte[5 + 20 * capacity];
    }

    @Override
    String spec() {
        return "recent(" + of + " of " + kinds() + " by " + key() + " capacity " + capacity + kind + ")";
    }

    @Override
    List<EntityType> types() {
        return List.of(key(), of);
    }

    @Override
    List<EntityType> held() {
        return List.of(of);
    }

    @Override
    void add(EntityRows rows, Update update) {
        int value = update.row(of);
        int time = Seconds.of(update.time);
        if (value < 0 || (session != null && !session.enter(rows, update.session, time))) {
            return;
        }
        if (open != rows.opened()) {
            open = rows.opened();
            int at = rows.start(place());
            if (at < 0) {
                row.size = 0;
                row.newest = time;
            } else {
                read(rows.data(), at, row);
            }
        }
        row.newest = Math.max(time, row.newest);
        add(value, time, update.code());
        rows.later(this);
    }

    /** Takes all values from the row that is open. */
    void empty(EntityRows rows) {
        open = 0;
        rows.replace(place(), bytes, 0);
    }

    private void add(int value, int time, int code) {
        int place = row.place(value);
        if (place < 0) {
            place = row.size < capacity ? row.size++ : lightest();
            row.values[place] = value;
            row.times[place] = time;
            row.weights[place] = 1f;
            row.codes[place] = code;
            return;
        }
        int last = row.times[place];
        float weight = row.weights[place];
        if (time >= last) {
            row.weights[place] = (float) (weight * decay.weight((long) time - last) + 1);
            row.times[place] = time;
            row.codes[place] = code;
        } else {
            row.weights[place] = (float) (weight + decay.weight((long) last - time));
        }
    }

    /**
     * Weights of different ages compare only at a time that is past for all. No value weighs less than 1 when it is met, so of those that
     * weigh exactly that, which most do, the lightest is the one that was met first.
     */
    private int lightest() {
        int lightest = -1;
        for (int i = 0; i < row.size; i++) {
            if (row.weights[i] == 1 && (lightest < 0 || row.times[i] < row.times[lightest])) {
                lightest = i;
            }
        }
        double least = lightest < 0 ? Double.POSITIVE_INFINITY : weightAt(row, lightest, row.newest);
        for (int i = 0; i < row.size; i++) {
            if (row.weights[i] != 1) {
                double here = weightAt(row, i, row.newest);
                int earlier = lightest < 0 ? -1 : Integer.compare(row.times[i], row.times[lightest]);
                if (here < least || (here == least && (earlier < 0 || (earlier == 0 && i < lightest)))) {
                    least = here;
                    lightest = i;
                }
            }
        }
        return lightest;
    }

    /** @throws IllegalStateException always: which values are kept depends on the order of updates, so one partition has them all */
    @Override
    void merge(EntityRows rows, byte[] other, int at) {
        if (rows.start(place()) >= 0) {
            throw new IllegalStateException(spec() + " of one entity was folded in two parts");
        }
        open = 0;
        read(other, at, row);
        write(rows);
    }

    private static void read(byte[] from, int at, Row to) {
        to.newest = Bytes.getInt(from, at);
        to.size = from[at + 4] & 0xff;
        int next = at + 5;
        for (int i = 0; i < to.size; i++) {
            long value = Bytes.sized(from, next);
            next += (int) value & 0xf;
            to.values[i] = (int) (value >>> 4);
            long age = Bytes.sized(from, next);
            next += (int) age & 0xf;
            to.times[i] = to.newest - (int) (age >>> 4);
            long code = Bytes.sized(from, next);
            next += (int) code & 0xf;
            to.codes[i] = (int) (code >>> 5);
            if ((code & 16) == 0) {
                to.weights[i] = 1;
            } else {
                to.weights[i] = Bytes.getFloat(from, next);
                next += 4;
            }
        }
    }

    @Override
    void write(EntityRows rows) {
        Bytes.putInt(bytes, 0, row.newest);
        bytes[4] = (byte) row.size;
        int at = 5;
        for (int i = 0; i < row.size; i++) {
            at = Bytes.put(bytes, at, row.values[i]);
            at = Bytes.put(bytes, at, row.newest - row.times[i]);
            boolean weighs = row.weights[i] != 1;
            at = Bytes.put(bytes, at, ((long) row.codes[i] << 1) + (weighs ? 1 : 0));
            if (weighs) {
                Bytes.putFloat(bytes, at, row.weights[i]);
                at += 4;
            }
        }
        rows.replace(place(), bytes, at);
    }

    private static final Row NOTHING = new Row(0);

    /** A number of a candidate that was met. */
    private interface OfMet {
        double of(Met met, int place, int now);
    }

    /** The same number for all candidates that were not met, and one for each that was: mostly few. */
    private Column<FeatureRequest> ofMet(String spec, double otherwise, OfMet value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            Met met = met(r);
            int now = Seconds.of(r.at());
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) otherwise;
            }
            for (int m = 0; m < met.count; m++) {
                int i = met.indexes[m];
                rows[i * width + column] = (float) value.of(met, met.places[i], now);
            }
        });
    }

    /** Decayed number of occurrences of the candidate's value; 0 when there was none. */
    public Column<FeatureRequest> weight() {
        return ofMet("weight(" + spec() + ")", 0, (met, place, now) -> weightAt(met.row, place, now));
    }

    /** Share of the entity's decayed weight that is on the candidate's value, 0 to 1; NaN when there is no weight at all. */
    public Column<FeatureRequest> share() {
        return Column.perCandidate(
                "share(" + spec() + ")", r -> total(met(r).row, Seconds.of(r.at())), (r, total, i) -> {
                    Met met = met(r);
                    int place = met.places[i];
                    return total == 0
                            ? Double.NaN
                            : place < 0 ? 0 : weightAt(met.row, place, Seconds.of(r.at())) / total;
                });
    }

    /** Seconds since the candidate's value was last met; NaN when it was not. */
    public Column<FeatureRequest> since() {
        return ofMet("since(" + spec() + ")", Double.NaN, (met, place, now) -> Math.max(0, now - met.row.times[place]));
    }

    /** How many distinct values were met more recently than the candidate's: 0 for the last one; NaN when it was not met. */
    public Column<FeatureRequest> recencyRank() {
        return ofMet("recencyRank(" + spec() + ")", Double.NaN, (met, place, _) -> newerThan(met.row, place));
    }

    /** How the candidate's value was last met, as a category: a code of the signal and the kind of interaction. */
    public Column<FeatureRequest> lastKind() {
        return ofMet("lastKind(" + spec() + ")", 0, (met, place, _) -> met.row.codes[place])
                .asCategory();
    }

    /** The candidate's place minus that of the deepest candidate that was met; NaN when no candidate was met. */
    public Column<FeatureRequest> placesAfterDeepest() {
        return places("placesAfterDeepest", r -> {
            Met met = met(r);
            return met.count == 0 ? -1 : met.indexes[met.count - 1];
        });
    }

    /** The candidate's place minus another candidate's; NaN when that is negative, for none. */
    private Column<FeatureRequest> places(String name, ToDoubleFunction<FeatureRequest> after) {
        return Column.perCandidate(
                name + "(" + spec() + ")", after, (_, other, i) -> other < 0 ? Double.NaN : i - other);
    }

    /** Place of the candidate met last, 0 for the first; NaN when no candidate was met. */
    public Column<FeatureRequest> lastPlace() {
        return Column.perRequest("lastPlace(" + spec() + ")", r -> {
            int last = lastIndex(r);
            return last < 0 ? Double.NaN : last;
        });
    }

    /** How many of the candidates were met. */
    public Column<FeatureRequest> candidatesMet() {
        return Column.perRequest("candidatesMet(" + spec() + ")", r -> met(r).count);
    }

    /**
     * A number of the candidate divided by its mean over the candidates that were met and of which it is known; NaN when there is
     * none, or the mean is 0.
     *
     * @param name of the number, first in the feature's definition
     */
    public <R extends FeatureRequest> Column<R> ratioToMet(String name, Column.CandidateNumber<R> number) {
        return ratio(name, r -> mean(r, met(r), number), number);
    }

    private static <R extends FeatureRequest> double mean(R r, Met met, Column.CandidateNumber<R> number) {
        DoubleSummaryStatistics sum = new DoubleSummaryStatistics();
        for (int m = 0; m < met.count; m++) {
            double of = number.of(r, met.indexes[m]);
            if (!Double.isNaN(of)) {
                sum.accept(of);
            }
        }
        return sum.getCount() == 0 ? Double.NaN : sum.getAverage();
    }

    private <R extends FeatureRequest> Column<R> ratio(
            String name, ToDoubleFunction<R> to, Column.CandidateNumber<R> number) {
        return Column.perCandidate(
                name + "(" + spec() + ")", to, (r, other, i) -> other == 0 ? Double.NaN : number.of(r, i) / other);
    }

    /** How many distinct values were met within {@code window} before the request, at most the capacity. */
    public Column<FeatureRequest> distinct(Duration window) {
        return Column.perRequest("distinct(" + spec() + " within " + window + ")", r -> distinct(r, window));
    }

    /**
     * The candidate's place in the request's list minus the place of the value met last (of those in the list): 0 for
     * that one itself, 1 for its lower neighbour, −1 for its upper; NaN when no candidate was met.
     */
    public Column<FeatureRequest> placesAfterLast() {
        return places("placesAfterLast", this::lastIndex);
    }

    /**
     * A number of the candidate divided by that of the value met last (of those in the list); NaN when no candidate was met or
     * the other is 0.
     *
     * @param name of the number, first in the feature's definition
     */
    public <R extends FeatureRequest> Column<R> ratioToLast(String name, Column.CandidateNumber<R> number) {
        return ratio(
                name,
                r -> {
                    int last = lastIndex(r);
                    return last < 0 ? Double.NaN : number.of(r, last);
                },
                number);
    }

    /** The candidate's place minus that of the candidate met before the last one; NaN when fewer than two were met. */
    public Column<FeatureRequest> placesAfterPrevious() {
        return places("placesAfterPrevious", r -> lastIndex(r, lastIndex(r)));
    }

    /** Whether the candidate's neighbours in the list were met: 1 the upper one, 2 the lower one, 3 both, 0 none. */
    public Column<FeatureRequest> neighboursMet() {
        return new Column<>("neighboursMet(" + spec() + ")", false, (r, rows, width, column) -> {
            Met met = met(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = 0;
            }
            for (int m = 0; m < met.count; m++) {
                int i = met.indexes[m];
                if (i > 0) {
                    rows[(i - 1) * width + column] += 2;
                }
                if (i + 1 < r.size()) {
                    rows[(i + 1) * width + column] += 1;
                }
            }
        });
    }

    /** Index of the candidate whose value was met most recently (the first listed within one second), or −1. */
    private int lastIndex(FeatureRequest r) {
        return lastIndex(r, -1);
    }

    /** The same without the candidate at index {@code except}. */
    private int lastIndex(FeatureRequest r, int except) {
        Met met = met(r);
        int best = -1;
        for (int m = 0; m < met.count; m++) {
            int i = met.indexes[m];
            if (i != except && (best < 0 || met.row.times[met.places[i]] > met.row.times[met.places[best]])) {
                best = i;
            }
        }
        return best;
    }

    /** What a request's entity met, and where the candidates' values are in it. */
    private static final class Met {
        final Row row;
        int[] places = {}; // by candidate, −1 for one that was not met
        int[] indexes = {}; // of the candidates that were met, rising
        int count; // of those
        long request;

        Met(int capacity) {
            row = new Row(capacity);
        }
    }

    /** Found once for a request. */
    private Met met(FeatureRequest r) {
        Scratch scratch = r.scratch();
        Met met;
        if (scratch.found(this) instanceof Met known) {
            met = known;
        } else {
            met = new Met(capacity);
            scratch.found(this, met);
        }
        if (met.request != scratch.request()) {
            met.request = scratch.request();
            find(r, met);
        }
        return met;
    }

    private void find(FeatureRequest r, Met met) {
        Segments segments = r.segments(key());
        int at = segments.start(place(), 0);
        met.row.size = 0;
        if (at >= 0 && (session == null || session.is(segments, r.session()))) {
            read(segments.row(0), at, met.row);
        }
        if (met.places.length < r.size()) {
            met.places = new int[r.size()];
            met.indexes = new int[r.size()];
        }
        int[] values = r.rows(of);
        met.count = 0;
        for (int i = 0; i < r.size(); i++) {
            int place = met.row.place(values[i]);
            met.places[i] = place;
            if (place >= 0) {
                met.indexes[met.count++] = i;
            }
        }
    }

    private double weightAt(Row row, int place, int time) {
        return row.weights[place] * decay.weight((long) time - row.times[place]);
    }

    private double total(Row row, int now) {
        double total = 0;
        for (int i = 0; i < row.size; i++) {
            total += weightAt(row, i, now);
        }
        return total;
    }

    private static int newerThan(Row row, int place) {
        int newer = 0;
        for (int i = 0; i < row.size; i++) {
            newer += row.times[i] > row.times[place] ? 1 : 0;
        }
        return newer;
    }

    private double distinct(FeatureRequest r, Duration window) {
        Row row = met(r).row;
        int from = Seconds.of(r.at() - window.toMillis());
        int distinct = 0;
        for (int i = 0; i < row.size; i++) {
            distinct += row.times[i] > from ? 1 : 0;
        }
        return distinct;
    }

    /** Values that an entity met, most recent first, at most {@code limit}, with how each was last met, and how long before {@code at}. */
    List<RecentValue> met(EntityRows rows, int entity, long at, int limit) {
        int[] starts = new int[rows.aggregates()];
        byte[] bytes = rows.find(entity, starts, 0, 1);
        int start = starts[place()];
        Row row = NOTHING;
        if (start >= 0) {
            row = new Row(bytes[start + 4] & 0xff);
            read(bytes, start, row);
        }
        return latest(row, at, limit);
    }

    /** Values that the request's entity met, most recent first, at most {@code limit}, with how each was last met, and how long before the request. */
    public List<RecentValue> met(FeatureRequest r, int limit) {
        return latest(met(r).row, r.at(), limit);
    }

    private static List<RecentValue> latest(Row row, long at, int limit) {
        long[] byTime = new long[row.size];
        for (int i = 0; i < row.size; i++) {
            byTime[i] = ((long) row.times[i] << 32) | row.values[i];
        }
        Arrays.sort(byTime);
        List<RecentValue> met = new ArrayList<>();
        for (int i = row.size - 1; i >= 0 && met.size() < limit; i--) {
            int place = row.place((int) byTime[i]);
            met.add(new RecentValue(
                    row.values[place], row.codes[place], Math.max(0, Seconds.of(at) - row.times[place])));
        }
        return met;
    }
}
