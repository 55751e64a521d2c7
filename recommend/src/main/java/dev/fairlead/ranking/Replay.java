package dev.fairlead.ranking;

import dev.fairlead.market.features.Market;
import dev.fairlead.events.Event;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.log.EventLog;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads feature rows as they were at given positions of a log: feeds a fresh store with the log and stops at each
 * position to read. The rows are the ones that serving read, since store and definition are the same.
 */
public final class Replay {
    private static final int BATCH = 4_096;

    /** Something whose rows are wanted as of a position. */
    public interface Wanted {
        long asOf();

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
     * @param progress told the offset reached, now and then
     * @throws IllegalArgumentException if {@code wanted} is not in order, or wants a position that the log does not reach
     */
    public static void rows(
            EventLog log, FeatureStore<FeatureQuery, Market> store, List<? extends Wanted> wanted, RowSink sink, LongConsumer progress) {
        int[] next = {0};
        long after = 0;
        boolean more = true;
        while (more && next[0] < wanted.size()) {
            long reached = log.read(after, BATCH, (offset, event) -> step(store, wanted, sink, next, offset, event));
            more = reached > after;
            after = reached;
            progress.accept(after);
        }
        while (next[0] < wanted.size()) {
            if (wanted.get(next[0]).asOf() > after) {
                throw new IllegalArgumentException(
                        "rows are wanted as of " + wanted.get(next[0]).asOf() + " and the log ends at " + after
                                + "; it is not the log that the wanted queries come from");
            }
            read(store, wanted, sink, next);
        }
    }

    private static void step(
            FeatureStore<FeatureQuery, Market> store, List<? extends Wanted> wanted, RowSink sink, int[] next, long offset, Event event) {
        while (next[0] < wanted.size() && wanted.get(next[0]).asOf() < offset) {
            read(store, wanted, sink, next);
        }
        store.accept(offset, event);
    }

    private static void read(FeatureStore<FeatureQuery, Market> store, List<? extends Wanted> wanted, RowSink sink, int[] next) {
        Wanted one = wanted.get(next[0]);
        sink.accept(next[0]++, store.read(view -> {
            if (view.asOf() > one.asOf()) {
                throw new IllegalArgumentException(
                        "wanted queries are not in order of asOf: " + one.asOf() + " after " + view.asOf());
            }
            return view.rows(one.query());
        }));
    }
}
