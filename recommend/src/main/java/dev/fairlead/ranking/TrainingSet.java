package dev.fairlead.ranking;

import dev.fairlead.learn.Split;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Joined lists with their feature rows, read as of each list's own position, or as of its event time.
 *
 * @param lists in order of {@code asOf}, or of time where some are read by event time
 * @param rows rows[l] is row-major, one row per shown item of list l, {@code width} floats each
 */
public record TrainingSet(List<ShownList> lists, float[][] rows, int width) {

    /** @param store empty; @param lists in order of {@code asOf} */
    public static TrainingSet replay(
            EventLog log,
            FeatureStore<FeatureQuery, Market> store,
            List<ShownList> lists,
            Consumer<Position> progress) {
        int width = store.width();
        float[][] rows = new float[lists.size()][];
        Replay.rows(log, store, lists, (l, all) -> rows[l] = shown(lists.get(l), all, width), progress);
        return new TrainingSet(lists, rows, width);
    }

    /**
     * The same for lists of which some are read by event time.
     *
     * @param until for those: what the log held later is not read
     * @param stores makes empty stores
     */
    public static TrainingSet replay(
            EventLog log,
            Position until,
            Supplier<FeatureStore<FeatureQuery, Market>> stores,
            List<ShownList> lists,
            Consumer<Position> progress) {
        int[] byPosition = IntStream.range(0, lists.size())
                .filter(l -> !lists.get(l).byEventTime())
                .boxed()
                .sorted(Comparator.comparing((Integer l) -> lists.get(l).asOf(), Position.ORDER))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] byTime = IntStream.range(0, lists.size())
                .filter(l -> lists.get(l).byEventTime())
                .boxed()
                .sorted(Comparator.comparingLong((Integer l) -> lists.get(l).eventTime()))
                .mapToInt(Integer::intValue)
                .toArray();
        int width = stores.get().width();
        float[][] rows = new float[lists.size()][];
        if (byPosition.length > 0) {
            List<ShownList> wanted = of(lists, byPosition);
            Replay.rows(
                    log,
                    stores.get(),
                    wanted,
                    (w, all) -> rows[byPosition[w]] = shown(wanted.get(w), all, width),
                    progress);
        }
        if (byTime.length > 0) {
            List<ShownList> wanted = of(lists, byTime);
            Replay.rowsByEventTime(
                    log, until, stores.get(), wanted, (w, all) -> rows[byTime[w]] = shown(wanted.get(w), all, width));
        }
        return new TrainingSet(lists, rows, width);
    }

    private static List<ShownList> of(List<ShownList> lists, int[] places) {
        return Arrays.stream(places).mapToObj(lists::get).toList();
    }

    /** How many lists are read by event time. */
    public long byEventTime() {
        return lists.stream().filter(ShownList::byEventTime).count();
    }

    /** Of the rows of a list's query, those of the shown items. */
    static float[] shown(ShownList list, float[] all, int width) {
        float[] shown = new float[list.size() * width];
        for (int i = 0; i < list.size(); i++) {
            System.arraycopy(all, list.rowOf()[i] * width, shown, i * width, width);
        }
        return shown;
    }

    /** The lists shown in {@code span} of {@code split}. */
    public TrainingSet only(Split split, Split.Span span) {
        int[] kept = IntStream.range(0, lists.size())
                .filter(l -> split.of(lists.get(l).time()) == span)
                .toArray();
        return new TrainingSet(
                Arrays.stream(kept).mapToObj(lists::get).toList(),
                Arrays.stream(kept).mapToObj(l -> rows[l]).toArray(float[][]::new),
                width);
    }

    /** Number of shown items in all lists. */
    public int size() {
        return lists.stream().mapToInt(ShownList::size).sum();
    }
}
