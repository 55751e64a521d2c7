package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the feature rows that an app's decisions logged compare with the rows of a replay to each decision's own position.
 *
 * @param decisions compared
 * @param rows compared, one per choice
 * @param floats compared by their bits
 * @param differing floats whose bits differ
 * @param otherFeatures decisions left out because other features served them, or none did, or the person was erased
 * @param first where the first difference is; empty without one
 */
public record Parity(long decisions, long rows, long floats, long differing, long otherFeatures, String first) {
    /** @param features fresh ones of the app */
    public static Parity check(EventLog log, String app, FeatureRows features) {
        return check(log, app, features, _ -> {});
    }

    /**
     * The same, which takes as long as the log is.
     *
     * @param progress gets a line from time to time
     */
    public static Parity check(EventLog log, String app, FeatureRows features, Consumer<String> progress) {
        String served = features.fingerprint();
        Comparison comparison = new Comparison(features);
        Map<String, Long> left = DecisionWalk.walk(
                log,
                app,
                decision -> decision.fingerprint().equals(served) ? "" : "other features",
                features,
                comparison::compare,
                progress);
        return new Parity(
                comparison.decisions,
                comparison.rows,
                comparison.floats,
                comparison.differing,
                left.values().stream().mapToLong(Long::longValue).sum(),
                comparison.first);
    }

    private static final class Comparison {
        private final FeatureRows features;
        private final List<String> names;
        private long decisions;
        private long rows;
        private long floats;
        private long differing;
        private String first = "";

        Comparison(FeatureRows features) {
            this.features = features;
            this.names = features.names();
        }

        private void compare(Decision decision) {
            decisions++;
            float[] replayed = features.rows(decision);
            for (Choice choice : decision.choices()) {
                rows++;
                for (int f = 0; f < names.size(); f++) {
                    float now = replayed[choice.index() * names.size() + f];
                    floats++;
                    if (Float.floatToRawIntBits(now) != Float.floatToRawIntBits(choice.features()[f])) {
                        differing++;
                        if (first.isEmpty()) {
                            first = decision.id() + ", " + choice.action() + ", " + names.get(f) + ": served "
                                    + choice.features()[f] + ", replayed " + now;
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
                        otherFeatures == 0
                                ? ""
                                : "\n" + otherFeatures
                                        + " decisions of other features, or for persons who were erased, were left out");
    }
}
