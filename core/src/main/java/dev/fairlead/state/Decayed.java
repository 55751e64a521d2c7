package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Exponentially decayed sum per entity: an update counts its amount × 2^(−age / half-life), ages in whole seconds.
 * Late occurrences are added with the weight of their age, so order of arrival does not matter but for rounding.
 */
public final class Decayed extends Aggregate {
    private final EntityType key;
    private final Set<UpdateKind> kinds;
    private final Measure amount;
    private final Duration halfLife;
    private final HalfLife decay;
    private final PagedRows values = new PagedRows(1);
    private final PagedRows times = new PagedRows(1); // Seconds, 0 = nothing yet

    Decayed(EntityType key, Set<UpdateKind> kinds, Measure amount, Duration halfLife) {
        this.key = key;
        this.kinds = kinds;
        this.amount = amount;
        this.halfLife = halfLife;
        this.decay = new HalfLife(halfLife);
    }

    @Override
    String spec() {
        return "decayed(" + amount + " of " + kinds + " by " + key + " half-life " + halfLife + ")";
    }

    @Override
    Set<UpdateKind> kinds() {
        return kinds;
    }

    @Override
    void update(Update update) {
        int row = update.row(key);
        double value = update.amount(amount);
        if (row >= 0 && !Double.isNaN(value)) {
            add(row, Seconds.of(update.time), value);
        }
    }

    private void add(int row, int time, double value) {
        int last = times.integer(row, 0);
        float old = values.real(row, 0);
        if (last == 0 || time >= last) {
            double kept = last == 0 ? 0 : old * decay.weight((long) time - last);
            values.set(row, 0, (float) (kept + value));
            times.set(row, 0, time);
        } else {
            values.set(row, 0, (float) (old + value * decay.weight((long) last - time)));
        }
    }

    /** The decayed sum at {@code at}; 0 for an unknown entity. */
    double value(int row, long at) {
        int last = row < 0 ? 0 : times.integer(row, 0);
        return last == 0 ? 0 : values.real(row, 0) * decay.weight((long) Seconds.of(at) - last);
    }

    /** The decayed sum at the time of the request. */
    public Column<FeatureRequest> value() {
        return Column.keyed(spec(), key, r -> row -> value(row, r.at()));
    }

    /** This sum over {@code trials}, shrunk towards {@code prior} as if by {@code weight} trials more. */
    public Column<FeatureRequest> rate(Decayed trials, double prior, double weight) {
        if (trials.key != key) {
            throw new IllegalArgumentException("a ratio of " + key + " and " + trials.key + ": both must have one key");
        }
        String spec = "rate(" + spec() + " per " + trials.spec() + " prior " + prior + " weight " + weight + ")";
        return Column.keyed(
                spec, key, r -> row -> (value(row, r.at()) + prior * weight) / (trials.value(row, r.at()) + weight));
    }

    @Override
    void save(DataOutput out) throws IOException {
        values.save(out);
        times.save(out);
    }

    @Override
    void load(DataInput in) throws IOException {
        values.load(in);
        times.load(in);
    }
}
