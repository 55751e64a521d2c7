package dev.fairlead.state;

import java.util.Set;

/**
 * The newest amount per entity, by event time, and when it was. Of two in the same second the later arrival stays for an entity of the
 * request, and the larger amount for others, whose updates have no order.
 *
 * <p>Bytes: {@link Seconds} (4) and the amount (4).
 */
public final class LastValue extends Aggregate {
    private final Measure amount;
    private final byte[] bytes = new byte[8];

    LastValue(EntityType key, Set<UpdateKind> kinds, Measure amount) {
        super(key, kinds);
        this.amount = amount;
    }

    @Override
    String spec() {
        return "last(" + amount + " of " + kinds() + " by " + key() + ")";
    }

    @Override
    void add(EntityRows rows, Update update) {
        double value = update.amount(amount);
        if (!Double.isNaN(value)) {
            put(rows, Seconds.of(update.time), (float) value);
        }
    }

    @Override
    void merge(EntityRows rows, byte[] other, int at) {
        put(rows, Bytes.getInt(other, at), Bytes.getFloat(other, at + 4));
    }

    private void put(EntityRows rows, int time, float value) {
        int at = rows.start(place());
        if (at >= 0) {
            int last = Bytes.getInt(rows.data(), at);
            boolean stays = time < last || (time == last && !ordered() && value <= Bytes.getFloat(rows.data(), at + 4));
            if (!stays) {
                Bytes.putInt(rows.data(), at, time);
                Bytes.putFloat(rows.data(), at + 4, value);
                rows.changed();
            }
            return;
        }
        Bytes.putInt(bytes, 0, time);
        Bytes.putFloat(bytes, 4, value);
        rows.replace(place(), bytes, 8);
    }

    /** The newest amount; NaN when there was none. */
    public Column<FeatureRequest> value() {
        return new Column<>(spec(), false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            for (int i = 0; i < of.size(); i++) {
                int at = of.start(place(), i);
                rows[i * width + column] = at < 0 ? Float.NaN : Bytes.getFloat(of.row(i), at + 4);
            }
            of.spread(rows, width, column);
        });
    }

    /** The newest amount as a category. */
    public Column<FeatureRequest> category() {
        return value().asCategory();
    }

    /** Seconds since the newest update; NaN when there was none. */
    public Column<FeatureRequest> since() {
        return new Column<>("since(" + spec() + ")", false, (r, rows, width, column) -> {
            Segments of = r.segments(key());
            int now = Seconds.of(r.at());
            for (int i = 0; i < of.size(); i++) {
                int at = of.start(place(), i);
                rows[i * width + column] = at < 0 ? Float.NaN : Math.max(0, now - Bytes.getInt(of.row(i), at));
            }
            of.spread(rows, width, column);
        });
    }
}
