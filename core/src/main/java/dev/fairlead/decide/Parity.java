package dev.fairlead.decide;

import dev.fairlead.events.Event;
import dev.fairlead.log.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the feature rows that an app's decisions logged compare with the rows of a replay to each decision's own position.
 *
 * @param decisions compared
 * @param rows compared, one per choice
 * @param floats compared by their bits
 * @param differing floats whose bits differ
 * @param otherFeatures decisions left out because other features served them, or none did
 * @param first where the first difference is; empty without one
 */
public record Parity(long decisions, long rows, long floats, long differing, long otherFeatures, String first) {
    /** @param features fresh ones of the app */
    public static Parity check(EventLog log, String app, FeatureRows features) {
        List<Decision> served = new ArrayList<>();
        long[] other = {0};
        log.read(0, Integer.MAX_VALUE, (_, event) -> {
            if (event instanceof Decision decision && decision.app().equals(app)) {
                if (decision.fingerprint().equals(features.fingerprint())) {
                    served.add(decision);
                } else {
                    other[0]++;
                }
            }
        });
        served.sort(Comparator.comparingLong(Decision::asOf));
        Replay replay = new Replay(served, features);
        log.read(0, Integer.MAX_VALUE, replay::accept);
        replay.compareUpTo(Long.MAX_VALUE);
        return new Parity(served.size(), replay.rows, replay.floats, replay.differing, other[0], replay.first);
    }

    private static final class Replay {
        private final List<Decision> served;
        private final FeatureRows features;
        private final List<String> names;
        private int next;
        private long rows;
        private long floats;
        private long differing;
        private String first = "";

        Replay(List<Decision> served, FeatureRows features) {
            this.served = served;
            this.features = features;
            this.names = features.names();
        }

        void accept(long offset, Event event) {
            compareUpTo(offset - 1);
            features.accept(offset, event);
        }

        /** Compares the decisions that read this position or an earlier one. */
        void compareUpTo(long position) {
            while (next < served.size() && served.get(next).asOf() <= position) {
                Decision decision = served.get(next++);
                compare(decision, features.rows(decision));
            }
        }

        private void compare(Decision decision, float[] replayed) {
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
                        otherFeatures == 0 ? "" : "\n" + otherFeatures + " decisions of other features were left out");
    }
}
