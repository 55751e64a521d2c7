package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Search;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Feeds for tests. Each orders the items in stock by a score of what the events said so far, and adds up what the slates
 * brought.
 */
abstract class Ranker implements Market.Feed, Market.Sink {
    final Map<String, CatalogueItem> items = new LinkedHashMap<>();
    final List<Event> events = new ArrayList<>();
    private final SplittableRandom noise = new SplittableRandom(1);
    private int requests;
    long slots;
    long clicks;
    long purchases;
    double turnover;
    double margin;

    abstract double score(String user, String session, CatalogueItem item, long at);

    /** Standard deviation of the normal noise on the scores. */
    double exploration() {
        return 0;
    }

    void learn(Event event) {}

    @Override
    public void accept(Event event) {
        events.add(event);
        learn(event);
        switch (event) {
            case CatalogueItem item -> items.put(item.item(), item);
            case Impression impression -> slots += impression.shown().size();
            case Click click -> clicks++;
            case Purchase purchase -> {
                CatalogueItem item = items.get(purchase.item());
                purchases++;
                turnover += purchase.price() * purchase.quantity();
                margin += purchase.price() * purchase.quantity() * (item == null ? 0 : item.margin());
            }
            default -> {}
        }
    }

    private record Scored(CatalogueItem item, double score) implements Comparable<Scored> {
        @Override
        public int compareTo(Scored other) {
            return Double.compare(score, other.score);
        }
    }

    @Override
    public Market.Slate slate(String user, String session, long at, Context context, int n) {
        PriorityQueue<Scored> best = new PriorityQueue<>();
        for (CatalogueItem item : items.values()) {
            if (item.stock() > 0 && (item.markets().isEmpty() || item.markets().contains(context.market()))) {
                double luck = exploration() == 0 ? 0 : exploration() * noise.nextGaussian();
                double score = score(user, session, item, at) + luck;
                if (best.size() < n || score > best.element().score) {
                    best.add(new Scored(item, score));
                    if (best.size() > n) {
                        best.remove();
                    }
                }
            }
        }
        List<Shown> shown = new ArrayList<>();
        for (Scored next : best.stream().sorted(Comparator.reverseOrder()).toList()) {
            shown.add(new Shown(next.item.item(), shown.size() + 1, next.item.price(), Double.NaN));
        }
        return new Market.Slate("r" + requests++, List.copyOf(shown));
    }

    double clickRate() {
        return clicks / (double) slots;
    }

    double purchaseRate() {
        return purchases / (double) slots;
    }

    double marginPerSlate() {
        return margin / requests;
    }

    double turnoverPerSlate() {
        return turnover / requests;
    }

    @Override
    public String toString() {
        return "%s: %d slates, %d slots, %d events, click rate %.4f, purchase rate %.5f, GMV %.3f, margin %.4f a slate"
                .formatted(
                        getClass().getSimpleName(),
                        requests,
                        slots,
                        events.size(),
                        clickRate(),
                        purchaseRate(),
                        turnoverPerSlate(),
                        marginPerSlate());
    }

    /** Any order. */
    static final class AtRandom extends Ranker {
        @Override
        double score(String user, String session, CatalogueItem item, long at) {
            return 0;
        }

        @Override
        double exploration() {
            return 1;
        }
    }

    /** Popularity × recency: what everybody clicks and buys, newer items first, with some luck. */
    static final class Popular extends Ranker {
        private final Map<String, Double> counts = new HashMap<>();
        private final Map<String, Double> popularity = new HashMap<>();

        @Override
        double score(String user, String session, CatalogueItem item, long at) {
            double days = (at - item.created()) / 86_400_000.0;
            return popularity.getOrDefault(item.item(), 0.0) - 0.01 * Math.min(days, 60);
        }

        @Override
        double exploration() {
            return 1.0;
        }

        @Override
        void learn(Event event) {
            if (event instanceof Click click) {
                count(click.item(), 1);
            } else if (event instanceof Purchase purchase) {
                count(purchase.item(), 3);
            }
        }

        private void count(String item, double weight) {
            popularity.put(item, Math.log(1 + counts.merge(item, weight, Double::sum)));
        }
    }

    /**
     * Hand-made personal score from observable events only: interest of the user and of the session in the category,
     * the user's usual price, the item's rates, rating and delivery, times price × margin.
     */
    static final class Personal extends Ranker {
        private final Map<String, Double> interest = new HashMap<>();
        private final Map<String, Double> priceSum = new HashMap<>();
        private final Map<String, Double> priceCount = new HashMap<>();
        private final Map<String, Double> categoryPrice = new HashMap<>();
        private final Map<String, Double> categoryCount = new HashMap<>();
        private final Map<String, Double> shown = new HashMap<>();
        private final Map<String, Double> clicked = new HashMap<>();
        private final Map<String, Double> carted = new HashMap<>();

        @Override
        double exploration() {
            return 0.3;
        }

        @Override
        void learn(Event event) {
            switch (event) {
                case CatalogueItem item
                when !items.containsKey(item.item()) -> {
                    categoryPrice.merge(item.category().getLast(), Math.log(item.price()), Double::sum);
                    categoryCount.merge(item.category().getLast(), 1.0, Double::sum);
                }
                case Search search -> {
                    interest.merge(search.session() + search.query(), 3.0, Double::sum);
                    interest.merge(search.user() + search.query(), 2.0, Double::sum);
                }
                case Impression impression ->
                    impression.shown().forEach(s -> shown.merge(s.item(), Math.pow(s.position(), -0.6), Double::sum));
                case Click click -> {
                    clicked.merge(click.item(), 1.0, Double::sum);
                    interaction(click.user(), click.session(), click.item(), 1);
                }
                case AddToCart cart -> {
                    carted.merge(cart.item(), 1.0, Double::sum);
                    interaction(cart.user(), cart.session(), cart.item(), 2);
                }
                default -> {}
            }
        }

        private void interaction(String user, String session, String id, double weight) {
            CatalogueItem item = items.get(id);
            if (item != null) {
                String leaf = item.category().getLast();
                interest.merge(user + leaf, weight, Double::sum);
                interest.merge(session + leaf, weight, Double::sum);
                priceSum.merge(user, weight * level(item), Double::sum);
                priceCount.merge(user, weight, Double::sum);
            }
        }

        private double level(CatalogueItem item) {
            String leaf = item.category().getLast();
            return (Math.log(item.price())
                            - categoryPrice.getOrDefault(leaf, 0.0) / categoryCount.getOrDefault(leaf, 1.0))
                    / 0.45;
        }

        @Override
        double score(String user, String session, CatalogueItem item, long at) {
            String leaf = item.category().getLast();
            double usual = priceSum.getOrDefault(user, 0.0) / (2 + priceCount.getOrDefault(user, 0.0));
            double distance = level(item) - usual;
            double clicks = clicked.getOrDefault(item.item(), 0.0);
            double clickRate = (clicks + 1) / (shown.getOrDefault(item.item(), 0.0) + 10);
            double cartRate = (carted.getOrDefault(item.item(), 0.0) + 1) / (clicks + 5);
            return 0.9 * Math.log(1 + interest.getOrDefault(user + leaf, 0.0))
                    + 0.9 * Math.log(1 + interest.getOrDefault(session + leaf, 0.0))
                    - 0.7 * distance * distance
                    + 0.5 * Math.log(clickRate)
                    + Math.log(cartRate)
                    + 1.2 * item.rating()
                    - 0.13 * item.shippingDays()
                    + Math.log(item.price() * item.margin());
        }
    }

    /** The upper bound: orders by the truth. */
    static final class Greedy extends Ranker {
        private final MarketTruth truth;

        Greedy(Market market) {
            truth = market.truth();
        }

        @Override
        double score(String user, String session, CatalogueItem item, long at) {
            return truth.trueExpectedMargin(user, item.item(), Instant.ofEpochMilli(at));
        }
    }
}
