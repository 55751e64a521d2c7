package dev.fairlead.feed;

import static dev.fairlead.features.Amount.CODE;
import static dev.fairlead.features.Amount.ONE;
import static dev.fairlead.features.Amount.PRICE;
import static dev.fairlead.features.Amount.RECIPROCAL_POSITION;
import static dev.fairlead.features.Key.ITEM;
import static dev.fairlead.features.Key.USER;
import static dev.fairlead.features.Signal.ADD_TO_CART;
import static dev.fairlead.features.Signal.CLICK;
import static dev.fairlead.features.Signal.FILTER;
import static dev.fairlead.features.Signal.IMPRESSION;
import static dev.fairlead.features.Signal.INTERACTION;
import static dev.fairlead.features.Signal.PURCHASE;
import static dev.fairlead.features.Signal.SEARCH;
import static dev.fairlead.features.Signal.SORT;

import dev.fairlead.features.ContextColumns;
import dev.fairlead.features.FeatureStore;
import dev.fairlead.features.ItemColumns;
import dev.fairlead.features.LastValue;
import dev.fairlead.features.ListColumns;
import dev.fairlead.features.Recent;
import dev.fairlead.features.WindowedSum;
import java.time.Duration;

/** Every feature of the feed, one line each. Rows hold them in this order. */
public final class FeedFeatures {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(28);

    private FeedFeatures() {}

    /** An empty store of the feed's features. */
    public static FeatureStore store() {
        FeatureStore.Builder f = FeatureStore.builder();

        WindowedSum shown = f.count(ITEM, WEEK, 7, IMPRESSION);
        WindowedSum clicked = f.count(ITEM, WEEK, 7, CLICK);
        WindowedSum bought = f.count(ITEM, MONTH, 14, PURCHASE);
        WindowedSum shownMonth = f.count(ITEM, MONTH, 14, IMPRESSION);
        WindowedSum examined = f.sum(RECIPROCAL_POSITION, ITEM, WEEK, 7, IMPRESSION);
        WindowedSum userClicks = f.count(USER, MONTH, 14, CLICK);
        WindowedSum userSpend = f.sum(PRICE, USER, MONTH, 14, CLICK);
        Recent touched = f.session(ITEM, 32, INTERACTION, CLICK, ADD_TO_CART, PURCHASE);
        Recent clickedNow = f.session(ITEM, 16, CLICK);
        Recent shownNow = f.session(ITEM, 64, IMPRESSION);
        Recent history = f.recent(USER, ITEM, 32, WEEK, INTERACTION, CLICK, ADD_TO_CART, PURCHASE);
        LastValue lastAction = f.last(CODE, USER, INTERACTION, SEARCH, FILTER, SORT);

        f.add("list_index", ListColumns.index());
        f.add("list_size", ListColumns.size());
        f.add("list_price_rank", ListColumns.priceRank());
        f.add("list_price_to_median", ListColumns.priceToMedian());
        f.add("list_price_to_lowest", ListColumns.priceToLowest());
        f.add("price", ItemColumns.price());

        f.add("item_impressions_7d", shown.sum());
        f.add("item_ctr_7d", clicked.rate(shown, 0.04, 50));
        f.add("item_clicks_per_examination_7d", clicked.rate(examined, 0.1, 10));
        f.add("item_clicks_7d", clicked.sum());
        f.add("item_touches_7d", f.count(ITEM, WEEK, 7, INTERACTION).sum());

        f.add("session_item_touches", touched.weight());
        f.add("session_item_since", touched.since());
        f.add("session_item_recency", touched.recencyRank());
        f.add("session_places_after_touched", touched.placesAfterLast());
        f.add("session_price_to_touched", touched.priceToLast());
        f.add("session_items_touched", touched.distinct(DAY));
        f.add("session_item_last_kind", touched.lastKind());
        f.add("session_places_after_deepest", touched.placesAfterDeepest());
        f.add("session_last_place", touched.lastPlace());
        f.add("session_candidates_touched", touched.candidatesMet());
        f.add("session_price_to_met", touched.priceToMet());
        f.add("session_item_share", touched.share());
        f.add("item_touches_1d", f.count(ITEM, DAY, 24, INTERACTION).sum());
        f.add(
                "item_clicks_per_touch",
                f.decayed(ONE, ITEM, WEEK, CLICK).rate(f.decayed(ONE, ITEM, WEEK, INTERACTION, CLICK), 0.3, 5));
        f.add("item_last_price", f.last(PRICE, ITEM, IMPRESSION).value());
        f.add("session_item_clicks", clickedNow.weight());
        f.add("session_item_clicked_since", clickedNow.since());
        f.add("session_places_after_clicked", clickedNow.placesAfterLast());
        f.add("session_items_clicked", clickedNow.distinct(DAY));
        f.add("session_item_shown", shownNow.weight());
        f.add("session_item_shown_since", shownNow.since());
        f.add("user_item_touches", history.weight());
        f.add("user_item_since", history.since());
        f.add("user_last_sort", f.last(CODE, USER, SORT).category());
        f.add("user_since_sort", f.last(CODE, USER, SORT).since());
        f.add("user_last_filter", f.last(CODE, USER, FILTER).category());
        f.add("user_last_action", lastAction.category());
        f.add("user_since_action", lastAction.since());
        f.add("user_mean_price", userSpend.mean(userClicks));

        f.add("local_hour", ContextColumns.localHour());
        f.add("device", ContextColumns.device());
        f.add("market", ContextColumns.market());
        f.add("user_age_days", ContextColumns.userAgeDays());
        return f.build();
    }
}
