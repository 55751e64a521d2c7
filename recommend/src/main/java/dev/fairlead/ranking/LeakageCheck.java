package dev.fairlead.ranking;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for rows and labels of a training set that know the future, in three ways: rows must be those that a log gives in
 * which nothing later exists; outcomes must come after the position and the time of their list; and no feature alone may
 * tell the label.
 */
public final class LeakageCheck {
    private static final int BATCH = 4_096;

    private LeakageCheck() {}

    /**
     * What was found.
     *
     * @param checked lists whose rows were built again
     * @param lists lists whose labels were checked
     */
    public record Report(List<Leak> leaks, int checked, int lists) {
        public boolean passed() {
            return leaks.isEmpty();
        }

        /** One sentence for each leak, or one that says that there is none; a line each. */
        @Override
        public String toString() {
            return passed()
                    ? "No leak: the rows of " + checked
                            + " lists equal those of a log that ends where they were read, and the " + "outcomes of "
                            + lists + " lists came after."
                    : leaks.stream().map(Leak::toString).collect(Collectors.joining("\n"));
        }
    }

    /**
     * Checks a training set. Takes as long as reading {@code samples} times half the log.
     *
     * @param stores makes an empty store, of the features that the rows were read with
     * @param featureNames one per column
     * @param samples how many lists to build again, at most; chosen by {@code seed}
     * @throws IllegalArgumentException if the stores, the names and the rows are of different widths
     */
    public static Report check(
            EventLog log,
            Supplier<FeatureStore<FeatureQuery, Market>> stores,
            TrainingSet set,
            List<String> featureNames,
            int samples,
            long seed) {
        return check(log, log.end(), stores, set, featureNames, samples, seed);
    }

    /** The same for a set of which lists are read by event time. @param until what the log held later was not read for the set */
    public static Report check(
            EventLog log,
            Position until,
            Supplier<FeatureStore<FeatureQuery, Market>> stores,
            TrainingSet set,
            List<String> featureNames,
            int samples,
            long seed) {
        int width = stores.get().width();
        if (set.width() != width || featureNames.size() != width) {
            throw new IllegalArgumentException("rows of " + set.width() + " features with " + featureNames.size()
                    + " names cannot be checked by a store of " + width + " features");
        }
        int[] sample = sample(set.lists().size(), samples, seed);
        List<Leak> leaks = new ArrayList<>(timeTravel(log, until, stores, set, featureNames, sample));
        CountedOutcomes outcomes = new CountedOutcomes(set.lists());
        log.readAll(outcomes);
        leaks.addAll(outcomes.leaks());
        leaks.addAll(SingleFeatureAuc.tooGood(set, featureNames));
        return new Report(List.copyOf(leaks), sample.length, set.lists().size());
    }

    /** Distinct indexes below {@code n}, rising. */
    private static int[] sample(int n, int samples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = IntStream.range(0, n).toArray();
        int taken = Math.clamp(samples, 0, n);
        for (int i = 0; i < taken; i++) {
            int other = random.nextInt(i, n);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        int[] sample = Arrays.copyOf(order, taken);
        Arrays.sort(sample);
        return sample;
    }

    /** A log that holds what had happened before a time, in order of time, and nothing else. */
    private static List<Logged> happenedBefore(EventLog log, Position until, long time) {
        List<Logged> events = new ArrayList<>();
        log.readUntil(until, logged -> {
            if (EventTimeOrder.known(logged.event(), time)) {
                events.add(logged);
            }
        });
        events.sort(Comparator.comparingLong((Logged logged) -> logged.event().time())
                .thenComparing(logged -> !EventTimeOrder.describes(logged.event())));
        List<Logged> numbered = new ArrayList<>(events.size());
        events.forEach(logged -> numbered.add(Logged.at(numbered.size() + 1, logged.event())));
        return numbered;
    }

    private static List<Leak> timeTravel(
            EventLog log,
            Position until,
            Supplier<FeatureStore<FeatureQuery, Market>> stores,
            TrainingSet set,
            List<String> featureNames,
            int[] sample) {
        Leak.@Nullable TimeTravel[] found = new Leak.@Nullable TimeTravel[set.width()];
        for (int l : sample) {
            ShownList list = set.lists().get(l);
            FeatureStore<FeatureQuery, Market> store = stores.get();
            if (list.byEventTime()) {
                happenedBefore(log, until, list.eventTime()).forEach(store.tolerant()::accept);
            } else {
                log.readUntil(list.asOf(), store);
            }
            float[] all = store.read(view -> view.rows(list.query()));
            float[] replayed = TrainingSet.shown(list, all, set.width());
            for (int column = 0; column < found.length; column++) {
                int cell = firstDifference(set.rows()[l], replayed, column, found.length);
                if (cell >= 0) {
                    Leak.TimeTravel before = found[column];
                    found[column] = before == null
                            ? new Leak.TimeTravel(
                                    featureNames.get(column),
                                    1,
                                    sample.length,
                                    list.request(),
                                    list.asOf(),
                                    list.item(cell / found.length),
                                    set.rows()[l][cell],
                                    replayed[cell])
                            : before.again();
                }
            }
        }
        List<Leak> leaks = new ArrayList<>();
        for (Leak.TimeTravel leak : found) {
            if (leak != null) {
                leaks.add(leak);
            }
        }
        return leaks;
    }

    /** Index of the first cell of a column whose bits differ, -1 when none does. */
    private static int firstDifference(float[] a, float[] b, int column, int width) {
        for (int cell = column; cell < a.length; cell += width) {
            if (Float.floatToRawIntBits(a[cell]) != Float.floatToRawIntBits(b[cell])) {
                return cell;
            }
        }
        return -1;
    }
}
