package dev.fairlead.state;

import java.time.Duration;
import java.util.Set;

/**
 * Exponentially decayed sum per entity: an update counts its amount × 2^(−age / half-life), ages in whole seconds.
 *
 * <p>Kept so that the order of additions does not matter: time is cut into spans of one half-life from a fixed moment on, and of each of
 * the newest {@value #SPANS} spans there is a whole number, the sum of amount × 2^−(span's end − time) / half-life in units of 2^−24
 * (forward decay: Cormode et al., Forward Decay, ICDE 2009, with landmarks). What is older weighs less than 2^−15 and is left out.
 * One that would pass 64 bits stays at the end of the range.
 *
 * <p>Bytes: {@link Seconds} of the newest update (4), how many spans have a sum (1), and of each, newest first, how many spans it is
 * before the newest (1) and its sum.
 */
public final class Decayed extends Aggregate {
    private static final int SPANS = 16;
    private static final int FRACTION_BITS = 24;

    private final Measure amount;
    private final Duration halfLife;
    private final int spanSeconds;
    private final HalfLife decay;

    // Of the one thread that adds.
    private int newest;
    private final long[] sums = new long[SPANS]; // by spans before the newest
    private int bits;
    private final byte[] bytes = new byte[5 + 11 * SPANS];

    Decayed(EntityType key, Set<UpdateKind> kinds, Measure amount, Duration halfLife) {
        super(key, kinds);
        if (halfLife.toMillis() % 1_000 != 0 || halfLife.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a half-life of " + halfLife + "; it must be whole seconds, at most 2^31 of them");
        }
        this.amount = amount;
        this.halfLife = halfLife;
        this.decay = new HalfLife(halfLife);
        this.spanSeconds = (int) halfLife.toSeconds();
    }

    @Override
    String spec() {
        return "decayed(" + amount + " of " + kinds() + " by " + key() + " half-life " + halfLife + ")";
    }

    @Override
    void add(EntityRows rows, Update update) {
        double value = update.amount(amount);
        if (Double.isNaN(value)) {
            return;
        }
        int time = Seconds.of(update.time);
        int at = rows.start(place());
        int span = time / spanSeconds;
        long untilEnd = (span + 1L) * spanSeconds - time;
        long weighted = Math.round(value * decay.weight(untilEnd) * (1 << FRACTION_BITS));
        if (at < 0) {
            newest = time;
            bits = 0;
        } else if (addToNewest(rows, at, time, span, weighted)) {
            return;
        } else {
            read(rows.data(), at);
        }
        if (put(time, span, weighted)) {
            write(rows);
        }
    }

    /** Adds to the sum that comes first, where it is. @return whether that is the span's, and the sum takes as many bytes as before */
    private boolean addToNewest(EntityRows rows, int at, int time, int span, long weighted) {
        byte[] data = rows.data();
        int last = Bytes.getInt(data, at);
        int first = at + 6;
        boolean added = last / spanSeconds == span
                && data[at + 4] != 0
                && data[at + 5] == 0
                && Bytes.replace(
                        data, first, Bytes.fold(WindowedSum.saturated(Bytes.unfold(Bytes.get(data, first)), weighted)));
        if (added) {
            Bytes.putInt(data, at, Math.max(last, time));
            rows.changed();
        }
        return added;
    }

    @Override
    void merge(EntityRows rows, byte[] other, int at) {
        read(other, at);
        int otherNewest = newest;
        int otherBits = bits;
        long[] otherSums = sums.clone();
        int own = rows.start(place());
        if (own < 0) {
            bits = 0;
        } else {
            read(rows.data(), own);
        }
        for (int i = 0; i < SPANS; i++) {
            if ((otherBits >>> i & 1) != 0) {
                put(otherNewest, otherNewest / spanSeconds - i, otherSums[i]);
            }
        }
        write(rows);
    }

    private void read(byte[] from, int at) {
        newest = Bytes.getInt(from, at);
        bits = 0;
        int next = at + 5;
        for (int s = 0; s < from[at + 4]; s++) {
            int back = from[next];
            bits |= 1 << back;
            sums[back] = Bytes.unfold(Bytes.get(from, next + 1));
            next = Bytes.end(from, next + 1);
        }
    }

    private boolean put(int time, int span, long value) {
        int ahead = time / spanSeconds - newest / spanSeconds;
        if (ahead > 0) {
            if (ahead >= SPANS) {
                bits = 0;
            } else {
                System.arraycopy(sums, 0, sums, ahead, SPANS - ahead);
                bits = bits << ahead & (1 << SPANS) - 1;
            }
        }
        newest = Math.max(newest, time);
        int back = newest / spanSeconds - span;
        if (back >= SPANS) {
            return ahead > 0;
        }
        sums[back] = (bits >>> back & 1) == 0 ? value : WindowedSum.saturated(sums[back], value);
        bits |= 1 << back;
        return true;
    }

    @Override
    void write(EntityRows rows) {
        Bytes.putInt(bytes, 0, newest);
        bytes[4] = (byte) Integer.bitCount(bits);
        int at = 5;
        for (int back = 0; back < SPANS; back++) {
            if ((bits >>> back & 1) != 0) {
                bytes[at] = (byte) back;
                at = Bytes.put(bytes, at + 1, Bytes.fold(sums[back]));
            }
        }
        rows.replace(place(), bytes, at);
    }

    /** The decayed sum at {@code now}, in {@link Seconds}; as of the newest update where that is later. @param at −1 for an entity without one */
    double value(byte[] row, int at, int now) {
        if (at < 0) {
            return 0;
        }
        int last = Bytes.getInt(row, at);
        int span = last / spanSeconds;
        double sum = 0;
        int next = at + 5;
        for (int s = 0; s < row[at + 4]; s++) {
            double halved = Double.longBitsToDouble((1023L - row[next]) << 52); // 2^−spans, exactly
            sum += halved * Bytes.unfold(Bytes.get(row, next + 1));
            next = Bytes.end(row, next + 1);
        }
        // As of the end of the newest span; now is up to one half-life before that, or after it.
        double weight = 2 * decay.weight(Math.max(now, last) - (long) span * spanSeconds);
        return sum * weight / (1 << FRACTION_BITS);
    }

    /** The decayed sum at the time of the request. */
    public Column<FeatureRequest> value() {
        return new Column<>(spec(), false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            int now = Seconds.of(r.at());
            for (int i = 0; i < of.size(); i++) {
                rows[i * width + column] = (float) value(of.row(i), of.start(place(), i), now);
            }
            of.spread(rows, width, column);
        });
    }

    /** This sum over {@code trials}, shrunk towards {@code prior} as if by {@code weight} trials more. */
    public Column<FeatureRequest> rate(Decayed trials, double prior, double weight) {
        if (trials.key() != key()) {
            throw new IllegalArgumentException(
                    "a ratio of " + key() + " and " + trials.key() + ": both must have one key");
        }
        String spec = "rate(" + spec() + " per " + trials.spec() + " prior " + prior + " weight " + weight + ")";
        return new Column<>(spec, false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            int now = Seconds.of(r.at());
            for (int i = 0; i < of.size(); i++) {
                double own = value(of.row(i), of.start(place(), i), now);
                double n = trials.value(of.row(i), of.start(trials.place(), i), now);
                rows[i * width + column] = (float) ((own + prior * weight) / (n + weight));
            }
            of.spread(rows, width, column);
        });
    }
}
