package dev.fairlead.lab.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A simulated market of 3,000 users, 2,000 items and eight weeks whose every slate is drawn at random from the items in stock, so that what is touched is what is
 * liked. (The heuristic's market is of no use for judging retrieval: it shows so few of the items that a list of a hundred
 * holds all that anybody touched.)
 *
 * @param seed same seed, same world and slates
 */
record RandomPolicyMarket(long seed) {
    String name() {
        return "simulated market with random slates, seed " + seed;
    }

    /** Items in stock; an item keeps its place until another takes it. */
    private static final class Shelf {
        private final List<CatalogueItem> items = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();

        void update(CatalogueItem item) {
            Integer place = places.get(item.item());
            if (item.stock() == 0) {
                if (place != null) {
                    CatalogueItem last = items.removeLast();
                    places.remove(item.item());
                    if (place < items.size()) {
                        items.set(place, last);
                        places.put(last.item(), place);
                    }
                }
            } else if (place == null) {
                places.put(item.item(), items.size());
                items.add(item);
            } else {
                items.set(place, item);
            }
        }

        /** Up to {@code n} different items of a market, each as likely as any other. */
        List<Impression.Shown> draw(int n, String market, SplittableRandom random) {
            List<Impression.Shown> shown = new ArrayList<>();
            int offered =
                    (int) items.stream().filter(item -> isOffered(item, market)).count();
            int size = Math.min(n, offered);
            double propensity = 1.0 / Math.max(1, offered);
            random.ints(0, Math.max(1, items.size()))
                    .filter(place -> isOffered(items.get(place), market))
                    .distinct()
                    .limit(size)
                    .forEach(place -> shown.add(new Impression.Shown(
                            items.get(place).item(),
                            shown.size() + 1,
                            items.get(place).price(),
                            propensity)));
            return shown;
        }
    }

    private static boolean isOffered(CatalogueItem item, String market) {
        return item.markets().isEmpty() || item.markets().contains(market);
    }

    /** The market's events in the order of their arrival. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        Shelf shelf = new Shelf();
        SplittableRandom random = new SplittableRandom(seed);
        new Market(new MarketConfig(seed, 3_000, 2_000, 200, 56, Instant.parse("2026-01-05T00:00:00Z"), 20, 0.36, 0.02))
                .run(
                        (_, session, at, context, n) ->
                                new Market.Slate("r-" + session + "-" + at, shelf.draw(n, context.market(), random)),
                        event -> {
                            events.add(event);
                            if (event instanceof CatalogueItem item) {
                                shelf.update(item);
                            }
                        });
        return events;
    }
}
