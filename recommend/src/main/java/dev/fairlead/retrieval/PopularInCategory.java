package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.state.Ids;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is touched most in the categories of the user's history: an item's score is its share of its category's decayed
 * interactions (shrunk) × the category's share of the history, where an interaction weighs 2^(−age / half-life).
 *
 * <p>Rebuilt by replay; it has no snapshot. The order of different users' events does not matter but for rounding,
 * when the catalogue is there first.
 */
final class PopularInCategory implements Fold, CandidateSource {
    /**
     * Numbers of the source.
     *
     * @param halfLifeSeconds of the counts, above 0; infinite for no decay
     * @param historySeconds half-life of an interaction in the user's history, above 0
     * @param power of an item's count in its score, 0 to 1: below 1, categories weigh more than leaders in them
     */
    public record Config(double halfLifeSeconds, double historySeconds, double power) {
        public Config {
            if (!(halfLifeSeconds > 0 && historySeconds > 0 && power >= 0 && power <= 1)) {
                throw new IllegalArgumentException("popular in category: half-lives of " + halfLifeSeconds + " s and "
                        + historySeconds + " s must be above 0, and power, " + power + ", 0 to 1");
            }
        }
    }

    private final Config config;
    private final Ids users = new Ids();
    private final Ids items = new Ids();
    private final FirstInteractions first = new FirstInteractions();
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, DecayedTopCounts> leaders = new HashMap<>();

    public PopularInCategory(Config config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "category";
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (event instanceof CatalogueItem item && !item.category().isEmpty()) {
            categories.put(item.item(), String.join("/", item.category()));
        }
        ItemInteractions.of(event).ifPresent(interaction -> {
            String category = categories.get(interaction.item());
            int item = items.intern(interaction.item());
            if (category != null && first.isFirst(users.intern(interaction.user()), item)) {
                leaders.computeIfAbsent(category, _ -> new DecayedTopCounts(items, config.halfLifeSeconds))
                        .add(item, event.time());
            }
        });
    }

    @Override
    public List<Found> find(SourceQuery query) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (PastInteraction interaction : query.user().history()) {
            if (!interaction.item().category().isEmpty()) {
                weights.merge(
                        interaction.item().category(),
                        StrictMath.pow(2, -Math.max(0, interaction.ageSeconds()) / config.historySeconds),
                        Double::sum);
            }
        }
        Map<String, Double> scores = new HashMap<>();
        weights.forEach((category, weight) -> {
            DecayedTopCounts of = leaders.get(category);
            if (of != null) {
                for (int item : of.best(query.k(), one -> query.allowed().test(items.text(one)))) {
                    double count = of.count(item, query.time());
                    scores.put(items.text(item), weight * StrictMath.pow(count, config.power));
                }
            }
        });
        return Ranking.best(scores, query.k());
    }
}
