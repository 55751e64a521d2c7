package dev.fairlead.server;

import dev.fairlead.events.Decision;
import dev.fairlead.features.FeatureQuery;
import dev.fairlead.features.FeatureStore;
import dev.fairlead.log.EventLog;
import dev.fairlead.ranking.Replay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How served feature rows compare with the rows of a replay to each decision's own position.
 *
 * @param decisions compared
 * @param rows compared, one per slot
 * @param floats compared by their bits
 * @param differing floats whose bits differ
 * @param otherFeatures decisions left out because other features served them
 * @param first where the first difference is; empty without one
 */
public record Parity(long decisions, long rows, long floats, long differing, long otherFeatures, String first) {

    private record Served(Decision decision) implements Replay.Wanted {
        @Override
        public long asOf() {
            return decision.asOf();
        }

        @Override
        public FeatureQuery query() {
            return FeatureQuery.of(decision);
        }
    }

    /** @param store empty */
    public static Parity check(EventLog log, FeatureStore store) {
        List<Served> served = new ArrayList<>();
        long[] other = {0};
        log.read(0, Integer.MAX_VALUE, (_, event) -> {
            if (event instanceof Decision decision) {
                if (decision.fingerprint().equals(store.fingerprint())) {
                    served.add(new Served(decision));
                } else {
                    other[0]++;
                }
            }
        });
        served.sort(Comparator.comparingLong(Served::asOf));
        Count count = new Count(store.names());
        Replay.rows(log, store, served, (i, rows) -> count.compare(served.get(i).decision, rows), _ -> {});
        return new Parity(served.size(), count.rows, count.floats, count.differing, other[0], count.first);
    }

    private static final class Count {
        private final List<String> names;
        private long rows;
        private long floats;
        private long differing;
        private String first = "";

        Count(List<String> names) {
            this.names = names;
        }

        void compare(Decision decision, float[] replayed) {
            for (Decision.Slot slot : decision.slots()) {
                rows++;
                for (int f = 0; f < names.size(); f++) {
                    float now = replayed[slot.index() * names.size() + f];
                    floats++;
                    if (Float.floatToRawIntBits(now) != Float.floatToRawIntBits(slot.features()[f])) {
                        differing++;
                        if (first.isEmpty()) {
                            first = decision.id() + ", item " + slot.item() + ", " + names.get(f) + ": served "
                                    + slot.features()[f] + ", replayed " + now;
                        }
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return "%,d decisions, %,d served rows, %,d floats: %,d differ%s%s"
                .formatted(
                        decisions,
                        rows,
                        floats,
                        differing,
                        first.isEmpty() ? "" : "\nfirst: " + first,
                        otherFeatures == 0 ? "" : "\n" + otherFeatures + " decisions of other features were left out");
    }
}
