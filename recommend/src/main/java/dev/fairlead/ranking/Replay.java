package dev.fairlead.ranking;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads feature rows as they were at given positions of a log: feeds a fresh store with the log and stops at each
 * position to read. The rows are the ones that serving read, since store and definition are the same.
 */
public final class Replay {
    private static final int BATCH = 4_096;

    /** Something whose rows are wanted as of a position. */
    public interface Wanted {
        Position asOf();

        FeatureQuery query();
    }

    /** Takes the rows of the {@code index}-th wanted query. */
    public interface RowSink {
        void accept(int index, float[] rows);
    }

    private Replay() {}

    /**
     * Reads rows for every wanted query.
     *
     * @param store empty
     * @param wanted in rising order of {@code asOf}
     * @param progress told the position reached, now and then
     * @throws IllegalStateException if the store is not empty
     * @throws IllegalArgumentException if {@code wanted} is not in order, or wants a position that the log does not reach
     */
    public static void rows(
            EventLog log,
            FeatureStore<FeatureQuery, Market> store,
            List<? extends Wanted> wanted,
            RowSink sink,
            Consumer<Position> progress) {
        Position at = store.read(FeatureView::asOf);
        if (!at.equals(Position.START)) {
            throw new IllegalStateException("a replay begins with an empty store; this one is at position " + at);
        }
        int[] next = {0};
        Position after = Position.START;
        boolean more = true;
        while (more && next[0] < wanted.size()) {
            Position reached = log.read(after, BATCH, logged -> step(store, wanted, sink, next, logged));
            more = !reached.equals(after);
            after = reached;
            progress.accept(after);
        }
        while (next[0] < wanted.size()) {
            if (!after.covers(wanted.get(next[0]).asOf())) {
                throw new IllegalArgumentException(
                        "rows are wanted as of " + wanted.get(next[0]).asOf() + " and the log ends at " + after
                                + "; it is not the log that the wanted queries come from");
            }
            read(store, wanted, sink, next);
        }
    }

    /**
     * Reads rows as they would have been had every event arrived when it happened.
     *
     * @param until what the log held later is not read
     * @param store empty
     * @param wanted lists, all read by event time, in rising order of it
     */
    static void rowsByEventTime(
            EventLog log,
            Position until,
            FeatureStore<FeatureQuery, Market> store,
            List<ShownList> wanted,
            RowSink sink) {
        int[] next = {0};
        Fold tolerant = store.tolerant();
        EventTimeOrder.read(log, until, logged -> {
            while (next[0] < wanted.size()
                    && !EventTimeOrder.known(logged.event(), wanted.get(next[0]).eventTime())) {
                readNow(store, wanted.get(next[0]), next[0]++, sink);
            }
            tolerant.accept(logged);
        });
        while (next[0] < wanted.size()) {
            readNow(store, wanted.get(next[0]), next[0]++, sink);
        }
    }

    private static void readNow(FeatureStore<FeatureQuery, Market> store, ShownList list, int index, RowSink sink) {
        sink.accept(index, store.read(view -> view.rows(list.query())));
    }

    private static void step(
            FeatureStore<FeatureQuery, Market> store,
            List<? extends Wanted> wanted,
            RowSink sink,
            int[] next,
            Logged logged) {
        while (next[0] < wanted.size() && !wanted.get(next[0]).asOf().covers(logged)) {
            read(store, wanted, sink, next);
        }
        store.tolerant().accept(logged);
    }

    private static void read(
            FeatureStore<FeatureQuery, Market> store, List<? extends Wanted> wanted, RowSink sink, int[] next) {
        Wanted one = wanted.get(next[0]);
        sink.accept(next[0]++, store.read(view -> {
            if (!one.asOf().covers(view.asOf())) {
                throw new IllegalArgumentException(
                        "wanted queries are not in order of asOf: " + one.asOf() + " after " + view.asOf());
            }
            return view.rows(one.query());
        }));
    }
}
