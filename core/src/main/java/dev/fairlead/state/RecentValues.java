package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A short list per entity of the distinct values it met: which, when last, and with what decayed weight. One structure
 * answers affinity (share of a user's weight on the candidate's category), distinct counts, and history ("already
 * touched, how long ago, how often").
 *
 * <p>At most {@code capacity} values are kept per entity; a new one takes the place of the lightest (by decayed weight at
 * the newest time met; the older, then the earlier place, of two equal ones). A value that comes back after it lost its
 * place starts anew. A list within a session holds that session's values only and does not decay: the first update of
 * another session empties it, unless it is older than the newest of the session that is there, when it is left out.
 */
public final class RecentValues extends Aggregate {
    private final EntityType key;
    private final Set<UpdateKind> kinds;
    private final EntityType of;
    private final int capacity;
    private final String kind;
    private final boolean withinSession;
    private final HalfLife decay;
    private final PagedRows values; // value + 1, 0 = free
    private final PagedRows times; // Seconds
    private final PagedRows weights;
    private final PagedRows codes; // how the value was last met: Update.code
    private final PagedRows sessions = new PagedRows(2); // 64-bit hash in two halves
    private final PagedRows newest = new PagedRows(1); // Seconds of the newest update, which may have lost its place

    /** What each {@code key} met, with weights of the given half-life. */
    RecentValues(EntityType key, Set<UpdateKind> kinds, EntityType of, int capacity, Duration halfLife) {
        this(key, kinds, of, capacity, " half-life " + halfLife, new HalfLife(halfLife), false);
    }

    /** What each {@code key} met in its current session; weights do not decay. */
    RecentValues(EntityType key, Set<UpdateKind> kinds, EntityType of, int capacity) {
        this(key, kinds, of, capacity, " within session", HalfLife.NEVER, true);
    }

    private RecentValues(
            EntityType key,
            Set<UpdateKind> kinds,
            EntityType of,
            int capacity,
            String kind,
            HalfLife decay,
            boolean withinSession) {
        if (key.scope() != EntityType.Scope.REQUEST) {
            throw new IllegalArgumentException(
                    "a list per " + key + ": a request reads one list, so its key must be an entity of the request");
        }
        if (capacity < 1) {
            throw new IllegalArgumentException("a list of " + capacity + " values; it must hold at least 1");
        }
        this.key = key;
        this.kinds = kinds;
        this.of = of;
        this.capacity = capacity;
        this.kind = kind;
        this.withinSession = withinSession;
        this.decay = decay;
        this.values = new PagedRows(capacity);
        this.times = new PagedRows(capacity);
        this.weights = new PagedRows(capacity);
        this.codes = new PagedRows(capacity);
    }

    @Override
    String spec() {
        return "recent(" + of + " of " + kinds + " by " + key + " capacity " + capacity + kind + ")";
    }

    @Override
    Set<UpdateKind> kinds() {
        return kinds;
    }

    @Override
    void update(Update update) {
        int row = update.row(key);
        int value = update.row(of);
        int time = Seconds.of(update.time);
        if (row >= 0 && value >= 0 && (!withinSession || enterSession(row, update.session, time))) {
            newest.set(row, 0, Math.max(time, newest.integer(row, 0)));
            add(row, value, time, update.code());
        }
    }

    /** Whether an update of {@code session} belongs into the list, emptied first if the session is a new one. */
    private boolean enterSession(int row, long session, int time) {
        if (session(row) == session) {
            return true;
        }
        if (newest.integer(row, 0) > time) {
            return false;
        }
        for (int i = 0; i < capacity; i++) {
            values.set(row, i, 0);
        }
        sessions.set(row, 0, (int) (session >>> 32));
        sessions.set(row, 1, (int) session);
        return true;
    }

    private long session(int row) {
        return ((long) sessions.integer(row, 0) << 32) | (sessions.integer(row, 1) & 0xffffffffL);
    }

    private void add(int row, int value, int time, int kind) {
        int place = place(row, value);
        if (place < 0) {
            place = freePlace(row);
            values.set(row, place, value + 1);
            times.set(row, place, time);
            weights.set(row, place, 1f);
            codes.set(row, place, kind);
            return;
        }
        int last = times.integer(row, place);
        float weight = weights.real(row, place);
        if (time >= last) {
            weights.set(row, place, (float) (weight * decay.weight((long) time - last) + 1));
            times.set(row, place, time);
            codes.set(row, place, kind);
        } else {
            weights.set(row, place, (float) (weight + decay.weight((long) last - time)));
        }
    }

    private int place(int row, int value) {
        int[] cells = values.cells(row);
        int start = values.start(row);
        for (int i = 0; i < capacity; i++) {
            if (cells[start + i] == value + 1) {
                return i;
            }
        }
        return -1;
    }

    private int freePlace(int row) {
        int free = place(row, -1);
        return free >= 0 ? free : lightest(row);
    }

    private int lightest(int row) {
        int now = newest.integer(row, 0); // weights of different ages compare only at a time that is past for all
        int[] time = times.cells(row);
        int[] weight = weights.cells(row);
        int start = times.start(row);
        int lightest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = start; i < start + capacity; i++) {
            double here = Float.intBitsToFloat(weight[i]) * decay.weight((long) now - time[i]);
            if (here < least || (here == least && time[i] < time[start + lightest])) {
                least = here;
                lightest = i - start;
            }
        }
        return lightest;
    }

    private double weightAt(int row, int place, int time) {
        return weights.real(row, place) * decay.weight((long) time - times.integer(row, place));
    }

    /** The row to read for a request, or {@link Ids#UNKNOWN} when it is unknown or holds another session. */
    private int row(FeatureRequest r) {
        int row = r.row(key);
        return row >= 0 && withinSession && session(row) != r.session() ? Ids.UNKNOWN : row;
    }

    /** Decayed number of occurrences of the candidate's value; 0 when there was none. */
    public Column<FeatureRequest> weight() {
        return Column.perCandidate("weight(" + spec() + ")", r -> {
            int[] places = places(r);
            int row = row(r);
            int now = Seconds.of(r.at());
            return i -> {
                int place = places[i];
                return place < 0 ? 0 : weightAt(row, place, now);
            };
        });
    }

    /** Share of the entity's decayed weight that is on the candidate's value, 0 to 1; NaN when there is no weight at all. */
    public Column<FeatureRequest> share() {
        return Column.perCandidate("share(" + spec() + ")", r -> {
            int[] places = places(r);
            int row = row(r);
            int now = Seconds.of(r.at());
            double total = total(row, now);
            return i -> {
                int place = places[i];
                return total == 0 ? Double.NaN : place < 0 ? 0 : weightAt(row, place, now) / total;
            };
        });
    }

    /** Seconds since the candidate's value was last met; NaN when it was not. */
    public Column<FeatureRequest> since() {
        return Column.perCandidate("since(" + spec() + ")", r -> {
            int[] places = places(r);
            int row = row(r);
            int now = Seconds.of(r.at());
            return i -> {
                int place = places[i];
                return place < 0 ? Double.NaN : Math.max(0, now - times.integer(row, place));
            };
        });
    }

    /** How many distinct values were met more recently than the candidate's: 0 for the last one; NaN when it was not met. */
    public Column<FeatureRequest> recencyRank() {
        return Column.perCandidate("recencyRank(" + spec() + ")", r -> {
            int[] places = places(r);
            int row = row(r);
            return i -> {
                int place = places[i];
                return place < 0 ? Double.NaN : newerThan(row, place);
            };
        });
    }

    /** How the candidate's value was last met, as a category: a code of the signal and the kind of interaction. */
    public Column<FeatureRequest> lastKind() {
        return Column.perCandidate("lastKind(" + spec() + ")", r -> {
                    int[] places = places(r);
                    int row = row(r);
                    return i -> {
                        int place = places[i];
                        return place < 0 ? 0 : codes.integer(row, place);
                    };
                })
                .asCategory();
    }

    /** The candidate's place minus that of the deepest candidate that was met; NaN when no candidate was met. */
    public Column<FeatureRequest> placesAfterDeepest() {
        return Column.perCandidate("placesAfterDeepest(" + spec() + ")", r -> {
            int[] places = places(r);
            int deepest = r.size() - 1;
            while (deepest >= 0 && places[deepest] < 0) {
                deepest--;
            }
            int found = deepest;
            return i -> found < 0 ? Double.NaN : i - found;
        });
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
        return Column.perRequest("candidatesMet(" + spec() + ")", r -> met(r).length);
    }

    /**
     * A number of the candidate divided by its mean over the candidates that were met; NaN when none was.
     *
     * @param name of the number, first in the feature's definition
     */
    public <R extends FeatureRequest> Column<R> ratioToMet(String name, CandidateNumber<R> number) {
        return Column.perCandidate(name + "(" + spec() + ")", r -> {
            double mean = Arrays.stream(met(r))
                    .mapToDouble(i -> number.of(r, i))
                    .average()
                    .orElse(Double.NaN);
            return i -> number.of(r, i) / mean;
        });
    }

    /** A number of one candidate; NaN when not known. */
    public interface CandidateNumber<R extends FeatureRequest> {
        double of(R request, int candidate);
    }

    private int[] met(FeatureRequest r) {
        int[] places = places(r);
        return IntStream.range(0, r.size()).filter(i -> places[i] >= 0).toArray();
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
        return Column.perCandidate("placesAfterLast(" + spec() + ")", r -> {
            int last = lastIndex(r);
            return i -> last < 0 ? Double.NaN : i - last;
        });
    }

    /**
     * A number of the candidate divided by that of the value met last (of those in the list); NaN when no candidate was met or
     * the other is 0.
     *
     * @param name of the number, first in the feature's definition
     */
    public <R extends FeatureRequest> Column<R> ratioToLast(String name, CandidateNumber<R> number) {
        return Column.perCandidate(name + "(" + spec() + ")", r -> {
            int last = lastIndex(r);
            double other = last < 0 ? Double.NaN : number.of(r, last);
            return i -> other == 0 ? Double.NaN : number.of(r, i) / other;
        });
    }

    /** The candidate's place minus that of the candidate met before the last one; NaN when fewer than two were met. */
    public Column<FeatureRequest> placesAfterPrevious() {
        return Column.perCandidate("placesAfterPrevious(" + spec() + ")", r -> {
            int previous = lastIndex(r, lastIndex(r));
            return i -> previous < 0 ? Double.NaN : i - previous;
        });
    }

    /** Whether the candidate's neighbours in the list were met: 1 the upper one, 2 the lower one, 3 both, 0 none. */
    public Column<FeatureRequest> neighboursMet() {
        return Column.perCandidate("neighboursMet(" + spec() + ")", r -> {
            int[] places = places(r);
            return i -> (i > 0 && places[i - 1] >= 0 ? 1 : 0) + (i + 1 < places.length && places[i + 1] >= 0 ? 2 : 0);
        });
    }

    /** Index of the candidate whose value was met most recently (the first listed within one second), or −1. */
    private int lastIndex(FeatureRequest r) {
        return lastIndex(r, -1);
    }

    /** The same without the candidate at index {@code except}. */
    private int lastIndex(FeatureRequest r, int except) {
        int[] places = places(r);
        int row = row(r);
        int best = -1;
        int bestPlace = -1;
        for (int i = 0; i < r.size(); i++) {
            int place = i == except ? -1 : places[i];
            if (place >= 0 && (bestPlace < 0 || newer(row, place, bestPlace))) {
                best = i;
                bestPlace = place;
            }
        }
        return best;
    }

    private boolean newer(int row, int a, int b) {
        return times.integer(row, a) > times.integer(row, b);
    }

    /** Where the candidates' values are in the request's row, −1 for one that was not met. Found once for a request. */
    private int[] places(FeatureRequest r) {
        int[] known = r.places(this);
        if (known != null) {
            return known;
        }
        int[] places = new int[r.size()];
        Arrays.fill(places, -1);
        int row = row(r);
        int filled = row < 0 ? 0 : filled(row);
        int[] cells = values.cells(row);
        int start = values.start(row);
        for (int i = 0; filled > 0 && i < places.length; i++) {
            int value = r.row(of, i);
            for (int place = 0; value >= 0 && place < filled; place++) {
                if (cells[start + place] == value + 1) {
                    places[i] = place;
                    break;
                }
            }
        }
        r.remember(this, places);
        return places;
    }

    /** Places that hold a value: they are filled from the first on. */
    private int filled(int row) {
        int free = place(row, -1);
        return free < 0 ? capacity : free;
    }

    private double total(int row, int now) {
        double total = 0;
        for (int i = 0; row >= 0 && i < capacity; i++) {
            if (values.integer(row, i) != 0) {
                total += weightAt(row, i, now);
            }
        }
        return total;
    }

    private int newerThan(int row, int place) {
        int newer = 0;
        for (int i = 0; i < capacity; i++) {
            if (values.integer(row, i) != 0 && newer(row, i, place)) {
                newer++;
            }
        }
        return newer;
    }

    private double distinct(FeatureRequest r, Duration window) {
        int row = row(r);
        int from = Seconds.of(r.at() - window.toMillis());
        int distinct = 0;
        for (int i = 0; row >= 0 && i < capacity; i++) {
            if (values.integer(row, i) != 0 && times.integer(row, i) > from) {
                distinct++;
            }
        }
        return distinct;
    }

    /** Values met, most recent first, at most {@code limit}: a source of candidates. */
    int[] values(int row, int limit) {
        long[] byTime = new long[capacity];
        int n = 0;
        for (int i = 0; row >= 0 && i < capacity; i++) {
            if (values.integer(row, i) != 0) {
                byTime[n++] = ((long) times.integer(row, i) << 32) | (values.integer(row, i) - 1);
            }
        }
        Arrays.sort(byTime, 0, n);
        int[] found = new int[Math.min(n, limit)];
        for (int i = 0; i < found.length; i++) {
            found[i] = (int) byTime[n - 1 - i];
        }
        return found;
    }

    /** The same with how each was last met, and how long before {@code at}. */
    List<RecentValue> met(int row, long at, int limit) {
        List<RecentValue> met = new ArrayList<>();
        for (int value : values(row, limit)) {
            int place = place(row, value);
            met.add(new RecentValue(
                    value, codes.integer(row, place), Math.max(0, Seconds.of(at) - times.integer(row, place))));
        }
        return met;
    }

    @Override
    void save(DataOutput out) throws IOException {
        values.save(out);
        times.save(out);
        weights.save(out);
        codes.save(out);
        sessions.save(out);
        newest.save(out);
    }

    @Override
    void load(DataInput in) throws IOException {
        values.load(in);
        times.load(in);
        weights.load(in);
        codes.load(in);
        sessions.load(in);
        newest.load(in);
    }
}
