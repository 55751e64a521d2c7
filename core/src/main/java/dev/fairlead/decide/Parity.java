package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
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
        log.readAll(logged -> {
            if (logged.event() instanceof Decision decision && decision.app().equals(app)) {
                if (decision.fingerprint().equals(features.fingerprint())) {
                    served.add(decision);
                } else {
                    other[0]++;
                }
            }
        });
        served.sort(Comparator.comparing(Decision::asOf, Position.ORDER));
        Replay replay = new Replay(served, features);
        Position end = log.readAll(replay);
        replay.rest(end);
        return new Parity(served.size(), replay.rows, replay.floats, replay.differing, other[0], replay.first);
    }

    private static final class Replay implements Fold {
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

        @Override
        public void accept(Logged logged) {
            while (next < served.size() && !served.get(next).asOf().covers(logged)) {
                compareNext();
            }
            features.tolerant().accept(logged);
        }

        /** Compares the decisions that read the end of the log. */
        void rest(Position end) {
            while (next < served.size()) {
                if (!end.covers(served.get(next).asOf())) {
                    throw new IllegalArgumentException(
                            "decision " + served.get(next).id() + " read position "
                                    + served.get(next).asOf() + " and the log ends at " + end
                                    + "; it is not the log that the decision comes from");
                }
                compareNext();
            }
        }

        private void compareNext() {
            Decision decision = served.get(next++);
            compare(decision, features.rows(decision));
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
