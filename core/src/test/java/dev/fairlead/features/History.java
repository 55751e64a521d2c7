package dev.fairlead.features;

import dev.fairlead.events.AddToCart;
import dev.fairlead.events.CatalogueItem;
import dev.fairlead.events.Complaint;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Dwell;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.Filter;
import dev.fairlead.events.Hide;
import dev.fairlead.events.Impression;
import dev.fairlead.events.Interaction;
import dev.fairlead.events.ItemEvent;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.events.Purchase;
import dev.fairlead.events.Return;
import dev.fairlead.events.Search;
import dev.fairlead.events.Sort;
import dev.fairlead.events.UserProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The oracle's memory: a plain list of what happened, each with what the catalogue said at that moment. */
final class History {
    /** One thing that happened. Entities are texts, empty when not known; numbers NaN when not known. */
    record Fact(Signal signal, long time, String session, Map<Key, String> entity, Map<Amount, Double> amount) {
        String of(Key key) {
            return entity.getOrDefault(key, "");
        }

        double amount(Amount of) {
            return amount.getOrDefault(of, Double.NaN);
        }

        long second() {
            return Math.floorDiv(time, 1000L);
        }
    }

    private final Map<String, CatalogueItem> catalogue = new LinkedHashMap<>();
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
    List<Fact> of(Key key, String entity, Amount amount, Signal... signals) {
        return facts.stream()
                .filter(f -> List.of(signals).contains(f.signal))
                .filter(f -> f.of(key).equals(entity))
                .filter(f -> !Double.isNaN(f.amount(amount)))
                .toList();
    }

    /** Entity of an item as the catalogue has it now. */
    String now(Key key, String item) {
        return entities("", item, price(item)).getOrDefault(key, "");
    }

    double price(String item) {
        return catalogue.containsKey(item) ? catalogue.get(item).price() : Double.NaN;
    }

    private void add(Event event) {
        switch (event) {
            case CatalogueItem e -> catalogue.merge(e.item(), e, (old, late) -> late.time() >= old.time() ? late : old);
            case Impression e -> {
                for (Impression.Shown s : e.shown()) {
                    add(Signal.IMPRESSION, e, e.user(), e.session(), s.item(), s.price(), 1.0 / s.position(), "");
                }
            }
            case Search e -> add(Signal.SEARCH, e, e.user(), e.session(), "", Double.NaN, 1, e.query());
            case Filter e -> add(Signal.FILTER, e, e.user(), e.session(), "", Double.NaN, 1, e.filter());
            case Sort e -> add(Signal.SORT, e, e.user(), e.session(), "", Double.NaN, 1, e.order());
            case Interaction e -> add(Signal.INTERACTION, e, Double.NaN, e.kind());
            case dev.fairlead.events.Click e -> add(Signal.CLICK, e, Double.NaN, "");
            case Dwell e -> add(Signal.DWELL, e, Double.NaN, "").put(Amount.SECONDS, e.seconds());
            case AddToCart e -> gmv(add(Signal.ADD_TO_CART, e, e.price(), ""), e.quantity());
            case Purchase e -> gmv(add(Signal.PURCHASE, e, e.price(), ""), e.quantity());
            case Hide e -> add(Signal.HIDE, e, Double.NaN, "");
            case Complaint e -> add(Signal.COMPLAINT, e, Double.NaN, "");
            case Return e -> add(Signal.RETURN, e, Double.NaN, "");
            case UserProfile _, Decision _, Promotion _, Exposure _, LaunchStarted _, LaunchChanged _ -> {}
        }
    }

    private static void gmv(Map<Amount, Double> amount, long quantity) {
        amount.put(Amount.GMV, amount.getOrDefault(Amount.PRICE, Double.NaN) * quantity);
    }

    private Map<Amount, Double> add(Signal signal, ItemEvent e, double price, String text) {
        return add(signal, (Event) e, e.user(), e.session(), e.item(), price, 1, text);
    }

    private Map<Amount, Double> add(
            Signal signal,
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

    private Map<Key, String> entities(String user, String item, double price) {
        Map<Key, String> entities = new LinkedHashMap<>();
        entities.put(Key.ALL, "all");
        entities.put(Key.USER, user);
        entities.put(Key.ITEM, item);
        entities.put(Key.PRICE_BAND, band(price));
        CatalogueItem about = catalogue.get(item);
        if (about != null) {
            entities.put(Key.SELLER, about.seller());
            entities.put(Key.BRAND, about.brand());
            entities.put(Key.CATEGORY, String.join("/", about.category()));
            entities.put(
                    Key.TOP_CATEGORY,
                    about.category().isEmpty() ? "" : about.category().getFirst());
        }
        return entities;
    }

    static String band(double price) {
        return Double.isNaN(price) ? "" : price < 1 ? "0" : "" + (int) Math.floor(2 * Math.log(price) / Math.log(2));
    }
}
