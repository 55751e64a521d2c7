package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.events.ItemEvent;
import dev.fairlead.log.Fold;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Items that go together: those that one user touched within a session, or within the last items of the history. A pair
 * counts once for each touch of its later item, less the more touches lie between, and less in another session; counts
 * decay. An item's score for a user is Σ over the history of weight × count(pair) / (√(count of one × count of the other) +
 * shrink): the cosine of Sarwar et al., Item-Based Collaborative Filtering Recommendation Algorithms, WWW 2001, shrunk so
 * that a pair seen once is not a certainty.
 *
 * <p>Memory is bounded: when an item has more than twice {@code neighbours} others, that many with the largest counts are
 * kept. So the order of events matters; it is that of the log. Rebuilt by replay; it has no snapshot.
 */
public final class CoOccurrence implements Fold, CandidateSource {
    /**
     * Numbers of the source. Ranges are checked.
     *
     * @param neighbours kept for an item whenever there are twice as many, 1 to 10,000
     * @param window latest items of a user's history that a touch is paired with, and that a query reads, 1 to 1,000
     * @param halfLifeSeconds of the counts, above 0; infinite for no decay
     * @param otherSession weight of a pair whose items were touched in different sessions, 0 to 1
     * @param distance a pair weighs 1 / (touches between)^this, 0 to 2
     * @param shrink added to the denominator, at least 0
     * @param historySeconds half-life of a touch in the history of who asks, above 0
     */
    public record Config(
            int neighbours,
            int window,
            double halfLifeSeconds,
            double otherSession,
            double distance,
            double shrink,
            double historySeconds) {
        public Config {
            if (neighbours < 1 || neighbours > 10_000 || window < 1 || window > 1_000) {
                throw new IllegalArgumentException("co-occurrence: " + neighbours + " neighbours and a window of "
                        + window + "; 1 to 10,000 and 1 to 1,000 are allowed");
            }
            if (!(halfLifeSeconds > 0 && historySeconds > 0 && shrink >= 0)) {
                throw new IllegalArgumentException("co-occurrence: half-lives of " + halfLifeSeconds + " s and "
                        + historySeconds + " s must be above 0 and shrink, " + shrink + ", at least 0");
            }
            if (!(otherSession >= 0 && otherSession <= 1 && distance >= 0 && distance <= 2)) {
                throw new IllegalArgumentException("co-occurrence: otherSession is 0 to 1 and distance 0 to 2, not "
                        + otherSession + " and " + distance);
            }
        }
    }

    private record Recent(String item, String session) {}

    /** Logarithms to base 2 of the counts as of a fixed time, as in {@link Leaders}. */
    private static final class Item {
        double log = Double.NEGATIVE_INFINITY;
        Map<String, Double> neighbours = new HashMap<>();
    }

    private final Config config;
    private final double[] sameSession;
    private final double[] otherSession;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Deque<Recent>> histories = new HashMap<>();

    public CoOccurrence(Config config) {
        this.config = config;
        this.sameSession = weights(config, 1);
        this.otherSession = weights(config, config.otherSession);
    }

    @Override
    public String name() {
        return "together";
    }

    @Override
    public void accept(long offset, Event event) {
        ItemTouches.of(event).ifPresent(touch -> pair(touch, event.time() / 1000.0 / config.halfLifeSeconds));
    }

    /** Logarithms to base 2 of a pair's weight, by the touches between its items, from 1. */
    private static double[] weights(Config config, double session) {
        double[] weights = new double[config.window + 2];
        for (int between = 1; between < weights.length; between++) {
            weights[between] = StrictMath.log(StrictMath.pow(between, -config.distance) * session) / StrictMath.log(2);
        }
        return weights;
    }

    private void pair(ItemEvent touch, double log) {
        Item item = items.computeIfAbsent(touch.item(), _ -> new Item());
        item.log = Leaders.sum(item.log, log);
        Deque<Recent> history = histories.computeIfAbsent(touch.user(), _ -> new ArrayDeque<>());
        int between = 1;
        for (Iterator<Recent> before = history.iterator(); before.hasNext(); between++) {
            Recent other = before.next();
            if (other.item.equals(touch.item())) {
                before.remove();
                continue;
            }
            double weight = (other.session.equals(touch.session()) ? sameSession : otherSession)[between];
            if (weight > Double.NEGATIVE_INFINITY) {
                double count = log + weight;
                count(item, other.item, count);
                count(Objects.requireNonNull(items.get(other.item)), touch.item(), count);
            }
        }
        history.addFirst(new Recent(touch.item(), touch.session()));
        if (history.size() > config.window) {
            history.removeLast();
        }
    }

    private void count(Item item, String neighbour, double log) {
        item.neighbours.merge(neighbour, log, Leaders::sum);
        if (item.neighbours.size() > 2 * config.neighbours) {
            item.neighbours = strongest(item.neighbours);
        }
    }

    private Map<String, Double> strongest(Map<String, Double> all) {
        Map<String, Double> kept = new HashMap<>();
        all.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(config.neighbours)
                .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return kept;
    }

    @Override
    public List<Found> find(SourceQuery query) {
        double now = query.time() / 1000.0 / config.halfLifeSeconds;
        Map<String, Double> scores = new HashMap<>();
        List<Touch> history = query.user().history();
        for (Touch touch : history.subList(0, Math.min(config.window, history.size()))) {
            Item item = items.get(touch.item().item());
            if (item != null) {
                double weight = StrictMath.pow(2, -Math.max(0, touch.ageSeconds()) / config.historySeconds);
                item.neighbours.forEach((other, log) -> {
                    if (query.allowed().test(other)) {
                        double norm =
                                StrictMath.pow(2, (item.log + Objects.requireNonNull(items.get(other)).log) / 2 - now);
                        scores.merge(
                                other, weight * StrictMath.pow(2, log - now) / (norm + config.shrink), Double::sum);
                    }
                });
            }
        }
        return Ranked.best(scores, query.k());
    }
}
