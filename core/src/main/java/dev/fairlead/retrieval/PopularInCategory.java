package dev.fairlead.retrieval;

import dev.fairlead.events.CatalogueItem;
import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is touched most in the categories of the user's history: an item's score is its share of its category's decayed
 * touches (shrunk) × the category's share of the history, where a touch weighs 2^(−age / half-life).
 *
 * <p>Rebuilt by replay; it has no snapshot. Order of events does not matter but for rounding and for touches that arrive
 * before their item's category.
 */
public final class PopularInCategory implements Fold, CandidateSource {
    private final double halfLifeSeconds;
    private final double historySeconds;
    private final double power;
    private final Map<String, String> categories = new HashMap<>();
    private final Map<String, Leaders> leaders = new HashMap<>();

    /**
     * @param halfLifeSeconds of the counts; infinite for no decay
     * @param historySeconds half-life of a touch in the user's history
     * @param power of an item's count in its score, 0 to 1: below 1, categories weigh more than leaders in them
     */
    public PopularInCategory(double halfLifeSeconds, double historySeconds, double power) {
        this.halfLifeSeconds = halfLifeSeconds;
        this.historySeconds = historySeconds;
        this.power = power;
    }

    @Override
    public String name() {
        return "category";
    }

    @Override
    public void accept(long offset, Event event) {
        if (event instanceof CatalogueItem item && !item.category().isEmpty()) {
            categories.put(item.item(), String.join("/", item.category()));
        }
        ItemTouches.of(event).ifPresent(touch -> {
            String category = categories.get(touch.item());
            if (category != null) {
                leaders.computeIfAbsent(category, _ -> new Leaders(halfLifeSeconds))
                        .add(touch.item(), 1, event.time());
            }
        });
    }

    @Override
    public List<Found> find(SourceQuery query) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Touch touch : query.user().history()) {
            if (!touch.item().category().isEmpty()) {
                weights.merge(
                        touch.item().category(),
                        StrictMath.pow(2, -Math.max(0, touch.ageSeconds()) / historySeconds),
                        Double::sum);
            }
        }
        Map<String, Double> scores = new HashMap<>();
        weights.forEach((category, weight) -> {
            Leaders of = leaders.get(category);
            if (of != null) {
                for (Found one : of.best(query, query.k())) {
                    scores.put(one.item(), weight * StrictMath.pow(one.score(), power));
                }
            }
        });
        return Ranked.best(scores, query.k());
    }
}
