package dev.fairlead.state;

import java.time.Duration;
import java.util.Set;

/**
 * Sums over a sliding window of tumbling buckets.
 *
 * <p>The window belongs to the question, not to the data: at time t it is the bucket of t and the {@code buckets − 1}
 * before it, so an idle entity's "last 7 days" empties by itself. Each entity has a ring of buckets, anchored at its newest
 * update; one that is late by a whole window is too late to matter for any question from then on and leaves the ring
 * as it is. So the sum is exact for questions at or after the entity's newest bucket; of an earlier question's window it
 * has only what the ring still holds.
 *
 * <p>Buckets are whole numbers, of the measure or, where that is not whole, of 2^−20 of it, so that the order of additions does not
 * matter. One that would pass 64 bits stays at the end of the range.
 *
 * <p>Bytes: number of the newest bucket (4), a bit for each bucket that has a sum (bit i is newest − i), and those sums, newest first.
 */
public final class WindowedSum extends Aggregate {
    private static final int MAX_BUCKETS = 64;
    private static final int FRACTION_BITS = 20;

    private final Measure amount;
    private final long bucketMillis;
    private final int buckets;
    private final int bitBytes;
    private final long allBits;
    private final double unit;

    // Of the one thread that adds.
    private final long[] sums;
    private int newest;
    private long bits;
    private final byte[] bytes;

    WindowedSum(EntityType key, Set<UpdateKind> kinds, Measure amount, Duration window, int buckets) {
        super(key, kinds);
        if (buckets < 1 || buckets > MAX_BUCKETS || window.toMillis() % buckets != 0) {
            throw new IllegalArgumentException("a window of " + window + " does not divide into " + buckets
                    + " buckets; 1 to " + MAX_BUCKETS + " of whole milliseconds are possible");
        }
        this.amount = amount;
        this.bucketMillis = window.toMillis() / buckets;
        this.buckets = buckets;
        if (bucketMillis < 1_000) { // bucket numbers must fit an int
            throw new IllegalArgumentException("buckets of " + bucketMillis + " ms; the shortest is one second");
        }
        this.bitBytes = (buckets + 7) >>> 3;
        this.allBits = -1L >>> (64 - buckets);
        this.unit = amount.whole() ? 1 : 1L << FRACTION_BITS;
        this.sums = new long[buckets];
        this.bytes = new byte[4 + 8 + 10 * buckets];
    }

    @Override
    String spec() {
        return "sum(" + amount + " of " + kinds() + " by " + key() + " over " + buckets + "x" + bucketMillis + "ms)";
    }

    @Override
    void add(EntityRows rows, Update update) {
        double value = update.amount(amount);
        if (Double.isNaN(value)) {
            return;
        }
        int at = rows.start(place());
        int bucket = bucket(update.time);
        long added = Math.round(value * unit);
        if (at < 0) {
            newest = bucket;
            bits = 0;
        } else if (addToNewest(rows, at, bucket, added)) {
            return;
        } else {
            read(rows.data(), at);
        }
        if (put(bucket, added)) {
            write(rows);
        }
    }

    /** Adds to the sum that comes first, where it is. @return whether that is the bucket's, and the sum takes as many bytes as before */
    private boolean addToNewest(EntityRows rows, int at, int bucket, long value) {
        byte[] data = rows.data();
        int first = at + 4 + bitBytes;
        boolean added = Bytes.getInt(data, at) == bucket
                && (data[at + 4] & 1) != 0
                && Bytes.replace(data, first, Bytes.fold(saturated(Bytes.unfold(Bytes.get(data, first)), value)));
        if (added) {
            rows.changed();
        }
        return added;
    }

    @Override
    void merge(EntityRows rows, byte[] other, int at) {
        read(other, at);
        int otherNewest = newest;
        long otherBits = bits;
        long[] otherSums = sums.clone();
        int own = rows.start(place());
        if (own < 0) {
            bits = 0;
        } else {
            read(rows.data(), own);
        }
        for (int i = 0; i < buckets; i++) {
            if ((otherBits >>> i & 1) != 0) {
                put(otherNewest - i, otherSums[i]);
            }
        }
        write(rows);
    }

    private void read(byte[] from, int at) {
        newest = Bytes.getInt(from, at);
        bits = bits(from, at + 4);
        int next = at + 4 + bitBytes;
        for (int i = 0; i < buckets; i++) {
            if ((bits >>> i & 1) != 0) {
                sums[i] = Bytes.unfold(Bytes.get(from, next));
                next = Bytes.end(from, next);
            }
        }
    }

    private long bits(byte[] from, int at) {
        long read = 0;
        for (int b = 0; b < bitBytes; b++) {
            read |= (from[at + b] & 0xffL) << (8 * b);
        }
        return read;
    }

    /** @return whether it is within the ring */
    private boolean put(int bucket, long value) {
        if (bucket > newest) {
            long ahead = (long) bucket - newest;
            if (ahead >= buckets) {
                bits = 0;
            } else {
                System.arraycopy(sums, 0, sums, (int) ahead, buckets - (int) ahead);
                bits = bits << ahead & allBits;
            }
            newest = bucket;
        }
        long back = (long) newest - bucket;
        if (back >= buckets) {
            return false;
        }
        int i = (int) back;
        sums[i] = (bits >>> i & 1) == 0 ? value : saturated(sums[i], value);
        bits |= 1L << i;
        return true;
    }

    /** The sum, at the end of the range where it would pass it. */
    static long saturated(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    @Override
    void write(EntityRows rows) {
        Bytes.putInt(bytes, 0, newest);
        for (int b = 0; b < bitBytes; b++) {
            bytes[4 + b] = (byte) (bits >>> (8 * b));
        }
        int at = 4 + bitBytes;
        for (int i = 0; i < buckets; i++) {
            if ((bits >>> i & 1) != 0) {
                at = Bytes.put(bytes, at, Bytes.fold(sums[i]));
            }
        }
        rows.replace(place(), bytes, at);
    }

    /** Sum over the window that ends with bucket {@code end}. @param at −1 for an entity without one */
    private double sum(byte[] row, int at, int end) {
        if (at < 0) {
            return 0;
        }
        // Bits from first on, and before first + buckets, are within the window.
        long first = (long) Bytes.getInt(row, at) - end;
        long left = bits(row, at + 4);
        int next = at + 4 + bitBytes;
        long sum = 0;
        for (int i = 0; left != 0 && i - first < buckets; i++, left >>>= 1) {
            if ((left & 1) != 0) {
                if (i >= first) {
                    sum += Bytes.unfold(Bytes.get(row, next));
                }
                next = Bytes.end(row, next);
            }
        }
        return sum / unit;
    }

    private int bucket(long time) {
        return (int) (time / bucketMillis);
    }

    /** The sum, 0 when nothing happened. */
    public Column<FeatureRequest> sum() {
        return new Column<>(spec(), false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            int end = bucket(r.at());
            for (int i = 0; i < of.size(); i++) {
                rows[i * width + column] = (float) sum(of.row(i), of.start(place(), i), end);
            }
            of.spread(rows, width, column);
        });
    }

    /** This sum over {@code count}'s: a mean when that counts the same occurrences; NaN when it is 0. */
    public Column<FeatureRequest> mean(WindowedSum count) {
        return ratio("mean(" + spec() + "/" + count.spec() + ")", count, (own, n) -> n == 0 ? Double.NaN : own / n);
    }

    /**
     * Rate of this sum per {@code trials}, shrunk towards a prior: {@code (successes + prior × weight) / (trials +
     * weight)}, the posterior mean under a Beta prior of that mean and total count.
     *
     * @param prior expected rate
     * @param weight how many trials the prior is worth
     */
    public Column<FeatureRequest> rate(WindowedSum trials, double prior, double weight) {
        String spec = "rate(" + spec() + " per " + trials.spec() + " prior " + prior + " weight " + weight + ")";
        return ratio(spec, trials, (own, n) -> (own + prior * weight) / (n + weight));
    }

    private interface OfTwo {
        double of(double own, double other);
    }

    private Column<FeatureRequest> ratio(String spec, WindowedSum other, OfTwo value) {
        if (other.key() != key()) {
            throw new IllegalArgumentException(
                    "a ratio of " + key() + " and " + other.key() + ": both must have one key");
        }
        return new Column<>(spec, false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            int end = bucket(r.at());
            int otherEnd = other.bucket(r.at());
            for (int i = 0; i < of.size(); i++) {
                byte[] row = of.row(i);
                double own = sum(row, of.start(place(), i), end);
                rows[i * width + column] = (float) value.of(own, other.sum(row, of.start(other.place(), i), otherEnd));
            }
            of.spread(rows, width, column);
        });
    }
}
