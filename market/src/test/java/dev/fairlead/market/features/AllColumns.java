package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.IMPRESSION;
import static dev.fairlead.market.features.Happenings.lasting;

import dev.fairlead.state.Decayed;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.LastValue;
import dev.fairlead.state.RecentValues;
import dev.fairlead.state.WindowedSum;
import java.time.Duration;
import java.util.stream.Stream;

/** A definition with every kind of column over every kind of entity. */
final class AllColumns {
    private AllColumns() {}

    static void define(FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b) {
        define(b, Entity.values());
    }

    /** The same without the lists that hold ids of users, so that users can leave the heap. */
    static void defineForLeavingUsers(FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b) {
        define(b, Stream.of(Entity.values()).filter(of -> of != Entity.USER).toArray(Entity[]::new));
    }

    /** @param listed entities that lists hold */
    private static void define(FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b, Entity[] listed) {
        for (Entity key : Entity.values()) {
            WindowedSum shown = b.count(Amount.ONE, key, lasting(7), 14, IMPRESSION);
            WindowedSum clicks = b.count(Amount.ONE, key, lasting(7), 14, CLICK);
            b.add(key + " clicks", clicks.sum());
            b.add(key + " click rate", clicks.rate(shown, 0.05, 20));
            b.add(
                    key + " mean GMV",
                    b.sum(Amount.GMV, key, lasting(7), 14, ADD_TO_CART).mean(clicks));
            Decayed decayed = b.decayed(Amount.RECIPROCAL_POSITION, key, lasting(1), CLICK, IMPRESSION);
            b.add(key + " decayed", decayed.value());
            b.add(key + " decayed rate", decayed.rate(b.decayed(Amount.ONE, key, lasting(1), CLICK), 0.5, 3));
            LastValue last = b.last(Amount.PRICE, key, ADD_TO_CART, EventKind.PURCHASE);
            b.add(key + " last price", last.value()).add(key + " since last", last.since());
            b.add(key + " dwell", b.last(Amount.SECONDS, key, EventKind.DWELL).value());
        }
        for (Entity of : listed) {
            recent(b, "recent " + of, b.recent(Entity.USER, of, 5, lasting(2), EventKind.values()));
            recent(b, "session " + of, b.session(Entity.USER, of, 4, EventKind.values()));
        }
        for (Entity key : new Entity[] {
            Entity.ITEM, Entity.SELLER, Entity.BRAND, Entity.CATEGORY, Entity.TOP_CATEGORY, Entity.PRICE_BAND
        }) {
            b.add("code " + key, ItemColumns.code(key));
        }
        b.add(
                "last kind",
                b.last(Amount.CODE, Entity.USER, EventKind.INTERACTION).category());
        b.add("price", ItemColumns.price()).add("margin", ItemColumns.margin());
        b.add("rating", ItemColumns.rating()).add("shipping", ItemColumns.shippingDays());
        b.add("stock", ItemColumns.stock()).add("age", ItemColumns.ageDays());
        b.add("seller's age", ItemColumns.sellerAgeDays());
        b.add("index", ListColumns.index()).add("size", ListColumns.size());
        b.add("price rank", ListColumns.priceRank()).add("to median", ListColumns.priceToMedian());
        b.add("to lowest", ListColumns.priceToLowest());
        b.add("centred", ListColumns.centred(ItemColumns.price()));
        b.add("ranked", ListColumns.rankOf(ItemColumns.rating()));
        b.add("hour", ContextColumns.localHour()).add("weekday", ContextColumns.localWeekday());
        b.add("device", ContextColumns.device()).add("market", ContextColumns.market());
        b.add("cohort", ContextColumns.cohort()).add("user's age", ContextColumns.userAgeDays());
    }

    private static void recent(
            FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b, String name, RecentValues recent) {
        b.add(name + " weight", recent.weight()).add(name + " share", recent.share());
        b.add(name + " since", recent.since()).add(name + " rank", recent.recencyRank());
        b.add(name + " distinct", recent.distinct(Duration.ofHours(3)));
        b.add(name + " places", recent.placesAfterLast())
                .add(name + " price", recent.ratioToLast("priceToLast", MarketRequest::price));
    }
}
