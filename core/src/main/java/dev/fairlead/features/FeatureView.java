package dev.fairlead.features;

import dev.fairlead.log.Position;
import java.util.List;

/** The state at one position of the log. Valid only inside {@link FeatureStore#read}. */
public final class FeatureView {
    private final FeatureStore store;

    FeatureView(FeatureStore store) {
        this.store = store;
    }

    /** How far the log is applied. */
    public Position asOf() {
        return store.applied();
    }

    public Catalogue catalogue() {
        return store.catalogue();
    }

    public Users users() {
        return store.users();
    }

    /** Feature rows, row-major: candidate i's row is {@code [i * width, (i + 1) * width)}. NaN stands for "not known". */
    public float[] rows(FeatureQuery query) {
        return store.rows(query);
    }

    /** The same when the query's items are known by their dense ids already. */
    public float[] rows(FeatureQuery query, int[] items) {
        if (items.length != query.items().size()) {
            throw new IllegalArgumentException(
                    items.length + " ids for " + query.items().size() + " items");
        }
        return store.rows(query, items);
    }

    /** One number per item of the catalogue, by dense id: an aggregate kept by item, read at {@code at}. */
    public double[] byItem(Decayed aggregate, long at) {
        double[] values = new double[catalogue().size()];
        for (int item = 0; item < values.length; item++) {
            values[item] = aggregate.value(item, at);
        }
        return values;
    }

    /** Items a user met, most recent first, and how. @param at in milliseconds since 1970 */
    public List<Met> met(Recent recent, String user, long at, int limit) {
        return recent.met(store.users().find(user), at, limit);
    }

    /** Items a user met, most recent first. */
    public int[] recentItems(Recent recent, String user, int limit) {
        return recent.values(store.users().find(user), limit);
    }
}
