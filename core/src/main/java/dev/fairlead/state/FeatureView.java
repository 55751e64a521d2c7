package dev.fairlead.state;

import dev.fairlead.log.Position;
import java.util.List;

/**
 * The state at one position of the log. Valid only inside {@link FeatureStore#read}, or while the states
 * of the node stand still.
 *
 * @param <Q> what rows are wanted for
 * @param <E> the app's entities
 */
public final class FeatureView<Q, E extends Entities<Q, ?>> {
    private final FeatureStore<Q, E> store;
    private final E entities;
    private final List<Column<FeatureRequest>> columns;

    FeatureView(FeatureStore<Q, E> store, E entities, List<Column<FeatureRequest>> columns) {
        this.store = store;
        this.entities = entities;
        this.columns = columns;
    }

    /** How far the log was applied. */
    public Position asOf() {
        return store.applied();
    }

    /** What is known of the entities. */
    public E entities() {
        return entities;
    }

    /** Feature rows, row-major: candidate i's row is {@code [i * width, (i + 1) * width)}. NaN stands for "not known". */
    public float[] rows(Q query) {
        FeatureRequest request = entities.request(query);
        int width = columns.size();
        float[] rows = new float[request.size() * width];
        for (int column = 0; column < width; column++) {
            columns.get(column).filler().fill(request, rows, width, column);
        }
        return rows;
    }

    /** One number per entity, by dense id from 0 to {@code size}: an aggregate kept by that entity, read at {@code at}. */
    public double[] each(Decayed aggregate, int size, long at) {
        double[] values = new double[size];
        for (int row = 0; row < size; row++) {
            values[row] = aggregate.value(row, at);
        }
        return values;
    }

    /** Values an entity met, most recent first, and how. @param at in milliseconds since 1970 */
    public List<RecentValue> met(RecentValues recent, int row, long at, int limit) {
        return recent.met(row, at, limit);
    }

    /** Dense ids of values an entity met, most recent first. */
    public int[] recent(RecentValues recent, int row, int limit) {
        return recent.values(row, limit);
    }
}
