package dev.fairlead.features;

import static dev.fairlead.features.Happenings.lasting;
import static dev.fairlead.features.Signal.ADD_TO_CART;
import static dev.fairlead.features.Signal.CLICK;
import static dev.fairlead.features.Signal.IMPRESSION;

import java.time.Duration;

/** A definition with every kind of column over every kind of entity. */
final class AllColumns {
    private AllColumns() {}

    static void define(FeatureStore.Builder b) {
        for (Key key : Key.values()) {
            WindowedSum shown = b.count(key, lasting(7), 14, IMPRESSION);
            WindowedSum clicks = b.count(key, lasting(7), 14, CLICK);
            b.add(key + " clicks", clicks.sum());
            b.add(key + " click rate", clicks.rate(shown, 0.05, 20));
            b.add(
                    key + " mean GMV",
                    b.sum(Amount.GMV, key, lasting(7), 14, ADD_TO_CART).mean(clicks));
            Decayed decayed = b.decayed(Amount.RECIPROCAL_POSITION, key, lasting(1), CLICK, IMPRESSION);
            b.add(key + " decayed", decayed.value());
            b.add(key + " decayed rate", decayed.rate(b.decayed(Amount.ONE, key, lasting(1), CLICK), 0.5, 3));
            LastValue last = b.last(Amount.PRICE, key, ADD_TO_CART, Signal.PURCHASE);
            b.add(key + " last price", last.value()).add(key + " since last", last.since());
            b.add(key + " dwell", b.last(Amount.SECONDS, key, Signal.DWELL).value());
        }
        for (Key of : Key.values()) {
            recent(b, "recent " + of, b.recent(Key.USER, of, 5, lasting(2), Signal.values()));
            recent(b, "session " + of, b.session(of, 4, Signal.values()));
        }
        for (Key key : new Key[] {Key.ITEM, Key.SELLER, Key.BRAND, Key.CATEGORY, Key.TOP_CATEGORY, Key.PRICE_BAND}) {
            b.add("code " + key, ItemColumns.code(key));
        }
        b.add("last kind", b.last(Amount.CODE, Key.USER, Signal.INTERACTION).category());
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

    private static void recent(FeatureStore.Builder b, String name, Recent recent) {
        b.add(name + " weight", recent.weight()).add(name + " share", recent.share());
        b.add(name + " since", recent.since()).add(name + " rank", recent.recencyRank());
        b.add(name + " distinct", recent.distinct(Duration.ofHours(3)));
        b.add(name + " places", recent.placesAfterLast()).add(name + " price", recent.priceToLast());
    }
}
