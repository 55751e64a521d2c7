package dev.fairlead.market.features;

import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.UserProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Short ways to say what happened and what is asked. The session is "s" unless said otherwise. */
final class Happenings {
    /** Monday, 2026-03-02T00:00:00Z. */
    static final long START = 1_772_409_600_000L;

    static final double[] CATALOGUE_PRICES = {};

    private Happenings() {}

    static long seconds(double n) {
        return START + Math.round(n * 1000);
    }

    static long hours(double n) {
        return seconds(n * 3600);
    }

    static long days(double n) {
        return hours(n * 24);
    }

    static Duration lasting(int days) {
        return Duration.ofDays(days);
    }

    static CatalogueItem item(String item, double price, String brand, String... category) {
        return item(START, item, price, brand, category);
    }

    static CatalogueItem item(long time, String item, double price, String brand, String... category) {
        return new CatalogueItem(
                "i",
                time,
                item,
                price,
                Double.NaN,
                "EUR",
                List.of(category),
                brand,
                "seller of " + brand,
                0,
                Double.NaN,
                Double.NaN,
                -1,
                0,
                "",
                List.of());
    }

    static Click click(String user, String item, long time) {
        return click(user, "s", item, time);
    }

    static Click click(String user, String session, String item, long time) {
        return new Click("c", time, user, session, item, "");
    }

    static Dwell dwell(String user, String item, double seconds, long time) {
        return new Dwell("d", time, user, "s", item, "", seconds);
    }

    static Interaction interaction(String user, String item, String kind, long time) {
        return new Interaction("a", time, user, "s", item, "", kind);
    }

    static AddToCart cart(String user, String item, long quantity, double price, long time) {
        return new AddToCart("b", time, user, "s", item, "", quantity, price);
    }

    static Purchase purchase(String user, String item, long quantity, double price, long time) {
        return new Purchase("p", time, user, "s", item, "", quantity, price);
    }

    static Search search(String user, String query, long time) {
        return new Search("q", time, user, "s", query);
    }

    static UserProfile profile(String user, String zone, String cohort, long created, long time) {
        return new UserProfile("u", time, user, "de", "de", zone, cohort, created);
    }

    /** A slate seen in this order, at the catalogue's prices. */
    static Impression impression(String user, long time, String... items) {
        List<Impression.Shown> shown = new ArrayList<>();
        for (String item : items) {
            shown.add(new Impression.Shown(item, shown.size() + 1, Double.NaN, Double.NaN));
        }
        return new Impression("v", time, user, "s", "r", "home", Context.UNKNOWN, shown);
    }

    static FeatureQuery ask(String user, long at, String... items) {
        return ask(user, "s", at, items);
    }

    static FeatureQuery ask(String user, String session, long at, String... items) {
        return new FeatureQuery(user, session, Context.UNKNOWN, at, List.of(items), CATALOGUE_PRICES);
    }

    static FeatureQuery askIn(Context context, String user, long at, String... items) {
        return new FeatureQuery(user, "s", context, at, List.of(items), CATALOGUE_PRICES);
    }

    static FeatureQuery askAt(double[] prices, String user, long at, String... items) {
        return new FeatureQuery(user, "s", Context.UNKNOWN, at, List.of(items), prices);
    }
}
