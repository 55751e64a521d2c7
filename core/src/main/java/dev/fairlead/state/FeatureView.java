package dev.fairlead.state;

import dev.fairlead.log.Position;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * The state at one position of the log. Valid only inside {@link FeatureStore#read}, or while the states
 * of the node stand still.
 *
 * @param <Q> what rows are wanted for
 * @param <E> the app's entities
 */
public final class FeatureView<Q, E extends Entities<Q, ?>> {
    /** More requests at once than a machine has cores for leave theirs to the garbage collector. */
    private static final int IDLE = 64;

    private final FeatureStore<Q, E> store;
    private final E entities;
    private final List<Column<FeatureRequest>> columns;
    private final Queue<Scratch> idle = new ArrayBlockingQueue<>(IDLE);

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
        Scratch known = idle.poll();
        Scratch scratch = known == null ? new Scratch(request.entityTypes(), store.kept()) : known;
        request.read(store.types(), store.kept(), scratch);
        int width = columns.size();
        float[] rows = new float[request.size() * width];
        for (int column = 0; request.size() > 0 && column < width; column++) {
            columns.get(column).filler().fill(request, rows, width, column);
        }
        idle.offer(scratch); // not after an exception
        return rows;
    }

    /** One number per entity, by dense id from 0 to {@code size}: an aggregate kept by that entity, read at {@code at}. */
    public double[] each(Decayed aggregate, int size, long at) {
        double[] values = new double[size];
        int now = Seconds.of(at);
        EntityRows rows = store.kept()[aggregate.key().ordinal()];
        int[] starts = new int[rows.aggregates()];
        for (int entity = 0; entity < size; entity++) {
            byte[] row = rows.find(entity, starts, 0, 1);
            values[entity] = aggregate.value(row, starts[aggregate.place()], now);
        }
        return values;
    }

    /** Values an entity met, most recent first, and how. @param at in milliseconds since 1970 */
    public List<RecentValue> met(RecentValues recent, LocatedEntity entity, long at, int limit) {
        EntityRows rows = store.kept()[recent.key().ordinal()];
        return entity.cold().isEmpty()
                ? recent.met(rows, entity.index(), at, limit)
                : recent.met(rows.apart(entity.cold().get()), 0, at, limit);
    }

    /** Dense ids of values an entity met, most recent first. */
    public int[] recent(RecentValues recent, LocatedEntity entity, int limit) {
        return met(recent, entity, 0, limit).stream()
                .mapToInt(RecentValue::value)
                .toArray();
    }
}
