package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How the feature rows that an app's decisions logged compare with the rows of a replay to each decision's own position.
 *
 * @param decisions compared
 * @param rows compared, one per choice
 * @param floats compared by their bits
 * @param differing floats whose bits differ
 * @param otherFeatures decisions left out because other features served them, or none did, or the person was erased, or the release that
 *     answered is not in the registry
 * @param first where the first difference is; empty without one
 */
public record Parity(long decisions, long rows, long floats, long differing, long otherFeatures, String first) {
    /** Where no release has learnt anything that its rows are read with. @param features fresh ones of the app */
    public static Parity check(EventLog log, String app, FeatureRows features) {
        return check(log, app, features, _ -> LoggedReleases.NONE, _ -> {});
    }

    /**
     * Compares, which takes as long as the log is.
     *
     * @param features fresh ones of the app
     * @param registry of the releases that answered
     * @param progress gets a line from time to time
     */
    public static Parity check(
            EventLog log, String app, FeatureRows features, Registry registry, Consumer<String> progress) {
        return check(log, app, features, new LoggedReleases(registry)::of, progress);
    }

    private static Parity check(
            EventLog log,
            String app,
            FeatureRows features,
            Function<Decision, LoggedReleases.Found> releases,
            Consumer<String> progress) {
        String served = features.fingerprint();
        Comparison comparison = new Comparison(features);
        Map<String, Long> left = DecisionWalk.walk(
                log,
                app,
                decision -> decision.fingerprint().equals(served)
                        ? releases.apply(decision).problem()
                        : "other features",
                features,
                decision ->
                        comparison.compare(decision, releases.apply(decision).release()),
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

        private void compare(Decision decision, Optional<Release> release) {
            decisions++;
            float[] replayed = features.rows(decision, release);
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
                                        + " decisions of other features, of releases that are gone, or for persons who were erased, were left out");
    }
}
