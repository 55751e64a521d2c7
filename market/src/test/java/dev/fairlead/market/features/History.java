package dev.fairlead.market.features;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.state.Hashing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The oracle's memory: a plain list of what happened, each with what the catalogue said at that moment. */
final class History {
    /** One thing that happened. Entities are texts, empty when not known; numbers NaN when not known. */
    record Fact(EventKind signal, long time, String session, Map<Entity, String> entity, Map<Amount, Double> amount) {
        String of(Entity key) {
            return entity.getOrDefault(key, "");
        }

        double amount(Amount of) {
            return amount.getOrDefault(of, Double.NaN);
        }

        long second() {
            return Math.floorDiv(time, 1000L);
        }
    }

    private final Map<String, List<CatalogueItem>> catalogue = new LinkedHashMap<>();
    private final List<Fact> facts = new ArrayList<>();

    static History of(List<Event> events) {
        History history = new History();
        events.forEach(history::add);
        return history;
    }

    List<Fact> facts() {
        return facts;
    }

    /** Those that count for an aggregate and one of its entities: of these kinds, with a known amount. */
    List<Fact> of(Entity key, String entity, Amount amount, EventKind... signals) {
        return facts.stream()
                .filter(f -> List.of(signals).contains(f.signal))
                .filter(f -> f.of(key).equals(entity))
                .filter(f -> !Double.isNaN(f.amount(amount)))
                .toList();
    }

    /** Entity of an item as the catalogue has it now. */
    String now(Entity key, String item) {
        return entities("", item, price(item)).getOrDefault(key, "");
    }

    double price(String item) {
        return attribute(item, "price", CatalogueItem::price, Double.NaN);
    }

    /** What the event of the latest time that gives or clears the attribute says of it; of equal times the one that arrived last. */
    private <T> T attribute(String item, String field, Function<CatalogueItem, T> value, T unknown) {
        T known = unknown;
        long at = Long.MIN_VALUE;
        for (CatalogueItem e : catalogue.getOrDefault(item, List.of())) {
            boolean says = !value.apply(e).equals(unknown) || e.clear().contains(field);
            if (says && e.time() >= at) {
                known = value.apply(e);
                at = e.time();
            }
        }
        return known;
    }

    private void add(Event event) {
        switch (event) {
            case CatalogueItem e ->
                catalogue.computeIfAbsent(e.item(), _ -> new ArrayList<>()).add(e);
            case Impression e -> {
                for (Impression.Shown s : e.shown()) {
                    add(EventKind.IMPRESSION, e, e.user(), e.session(), s.item(), s.price(), 1.0 / s.position(), "");
                }
            }
            case Search e -> add(EventKind.SEARCH, e, e.user(), e.session(), "", Double.NaN, 1, e.query());
            case Filter e -> add(EventKind.FILTER, e, e.user(), e.session(), "", Double.NaN, 1, e.filter());
            case Sort e -> add(EventKind.SORT, e, e.user(), e.session(), "", Double.NaN, 1, e.order());
            case Interaction e -> add(EventKind.INTERACTION, e, Double.NaN, e.kind());
            case dev.fairlead.market.events.Click e -> add(EventKind.CLICK, e, Double.NaN, "");
            case Dwell e -> add(EventKind.DWELL, e, Double.NaN, "").put(Amount.SECONDS, e.seconds());
            case AddToCart e -> gmv(add(EventKind.ADD_TO_CART, e, e.price(), ""), e.quantity());
            case Purchase e -> gmv(add(EventKind.PURCHASE, e, e.price(), ""), e.quantity());
            case Hide e -> add(EventKind.HIDE, e, Double.NaN, "");
            case Complaint e -> add(EventKind.COMPLAINT, e, Double.NaN, "");
            case Return e -> add(EventKind.RETURN, e, Double.NaN, "");
            case UserProfile _, Decision _, Promotion _, Exposure _, LaunchStarted _, LaunchChanged _ -> {}
            default -> throw new AssertionError("what the oracle does not know: " + event);
        }
    }

    private static void gmv(Map<Amount, Double> amount, long quantity) {
        amount.put(Amount.GMV, amount.getOrDefault(Amount.PRICE, Double.NaN) * quantity);
    }

    private Map<Amount, Double> add(EventKind signal, ItemEvent e, double price, String text) {
        return add(signal, (Event) e, e.user(), e.session(), e.item(), price, 1, text);
    }

    private Map<Amount, Double> add(
            EventKind signal,
            Event e,
            String user,
            String session,
            String item,
            double price,
            double reciprocalPosition,
            String text) {
        double known = Double.isNaN(price) ? price(item) : price;
        Map<Amount, Double> amount = new LinkedHashMap<>();
        amount.put(Amount.ONE, 1.0);
        amount.put(Amount.PRICE, known);
        amount.put(Amount.RECIPROCAL_POSITION, reciprocalPosition);
        amount.put(Amount.CODE, (double) Hashing.code(text, 1_000));
        facts.add(new Fact(signal, e.time(), session, entities(user, item, known), amount));
        return amount;
    }

    private Map<Entity, String> entities(String user, String item, double price) {
        Map<Entity, String> entities = new LinkedHashMap<>();
        entities.put(Entity.ALL, "all");
        entities.put(Entity.USER, user);
        entities.put(Entity.ITEM, item);
        entities.put(Entity.PRICE_BAND, band(price));
        if (catalogue.containsKey(item)) {
            List<String> category = attribute(item, "category", CatalogueItem::category, List.of());
            entities.put(Entity.SELLER, attribute(item, "seller", CatalogueItem::seller, ""));
            entities.put(Entity.BRAND, attribute(item, "brand", CatalogueItem::brand, ""));
            entities.put(Entity.CATEGORY, String.join("/", category));
            entities.put(Entity.TOP_CATEGORY, category.isEmpty() ? "" : category.getFirst());
        }
        return entities;
    }

    static String band(double price) {
        return Double.isNaN(price) ? "" : price < 1 ? "0" : "" + (int) Math.floor(2 * Math.log(price) / Math.log(2));
    }
}
