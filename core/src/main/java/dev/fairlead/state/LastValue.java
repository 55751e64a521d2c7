package dev.fairlead.state;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Set;

/** The newest amount per entity, by event time, and when it was. Of two in the same second the later arrival stays. */
public final class LastValue extends Aggregate {
    private final EntityType key;
    private final Set<UpdateKind> kinds;
    private final Measure amount;
    private final PagedRows values = new PagedRows(1);
    private final PagedRows times = new PagedRows(1); // Seconds, 0 = nothing yet

    LastValue(EntityType key, Set<UpdateKind> kinds, Measure amount) {
        this.key = key;
        this.kinds = kinds;
        this.amount = amount;
    }

    @Override
    String spec() {
        return "last(" + amount + " of " + kinds + " by " + key + ")";
    }

    @Override
    Set<UpdateKind> kinds() {
        return kinds;
    }

    @Override
    void update(Update update) {
        int row = update.row(key);
        double value = update.amount(amount);
        int time = Seconds.of(update.time);
        if (row >= 0 && !Double.isNaN(value) && time >= times.integer(row, 0)) {
            values.set(row, 0, (float) value);
            times.set(row, 0, time);
        }
    }

    private boolean seen(int row) {
        return row >= 0 && times.integer(row, 0) != 0;
    }

    float last(int row) {
        return seen(row) ? values.real(row, 0) : Float.NaN;
    }

    float secondsSince(int row, long at) {
        return seen(row) ? Math.max(0, Seconds.of(at) - times.integer(row, 0)) : Float.NaN;
    }

    /** The newest amount; NaN when there was none. */
    public Column<FeatureRequest> value() {
        return Column.keyed(spec(), key, _ -> this::last);
    }

    /** The newest amount as a category. */
    public Column<FeatureRequest> category() {
        return value().asCategory();
    }

    /** Seconds since the newest update; NaN when there was none. */
    public Column<FeatureRequest> since() {
        return Column.keyed("since(" + spec() + ")", key, r -> row -> secondsSince(row, r.at()));
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
