package dev.fairlead.feed;

import static dev.fairlead.market.features.Amount.CODE;
import static dev.fairlead.market.features.Amount.ONE;
import static dev.fairlead.market.features.Amount.PRICE;
import static dev.fairlead.market.features.Amount.PRICED;
import static dev.fairlead.market.features.Amount.RECIPROCAL_POSITION;
import static dev.fairlead.market.features.Amount.SECONDS;
import static dev.fairlead.market.features.Entity.BRAND;
import static dev.fairlead.market.features.Entity.CATEGORY;
import static dev.fairlead.market.features.Entity.ITEM;
import static dev.fairlead.market.features.Entity.PRICE_BAND;
import static dev.fairlead.market.features.Entity.SELLER;
import static dev.fairlead.market.features.Entity.TOP_CATEGORY;
import static dev.fairlead.market.features.Entity.USER;
import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.COMPLAINT;
import static dev.fairlead.market.features.EventKind.DWELL;
import static dev.fairlead.market.features.EventKind.FILTER;
import static dev.fairlead.market.features.EventKind.HIDE;
import static dev.fairlead.market.features.EventKind.IMPRESSION;
import static dev.fairlead.market.features.EventKind.INTERACTION;
import static dev.fairlead.market.features.EventKind.PURCHASE;
import static dev.fairlead.market.features.EventKind.RETURN;
import static dev.fairlead.market.features.EventKind.SEARCH;
import static dev.fairlead.market.features.EventKind.SORT;

import dev.fairlead.market.features.ContextColumns;
import dev.fairlead.market.features.Entity;
import dev.fairlead.market.features.EventKind;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.market.features.ItemColumns;
import dev.fairlead.market.features.ListColumns;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.MarketRequest;
import dev.fairlead.retrieval.UserFields;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.Column;
import dev.fairlead.state.Decayed;
import dev.fairlead.state.FeatureRequest;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.LastValue;
import dev.fairlead.state.RecentValues;
import dev.fairlead.state.WindowedSum;
import java.time.Duration;

/**
 * The feed's feature store, and what its sources of candidates read of it.
 *
 * @param store every feature of the feed; rows hold them in the order of {@link #create}
 * @param evidence counts of what is popular, goes together or follows
 * @param history items each user met
 */
public record FeedFeatures(FeatureStore<FeatureQuery, Market> store, Evidence evidence, RecentValues history) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(28);

    /** An empty store of which everything stays on the heap. */
    public static FeedFeatures create() {
        return create(new ActiveEntities());
    }

    /** The same. @param kinds what interactions say, by their kind */
    public static FeedFeatures create(InteractionKinds kinds) {
        return create(new ActiveEntities(), kinds);
    }

    /** An empty store whose kinds of interactions mean what they usually do. @param users who may leave the heap */
    public static FeedFeatures create(ActiveEntities users) {
        return create(users, InteractionKinds.USUAL);
    }

    /**
     * An empty store: every feature of the feed, one line each.
     *
     * @param users who may leave the heap
     * @param kinds what interactions say, by their kind
     */
    public static FeedFeatures create(ActiveEntities users, InteractionKinds kinds) {
        Market market = new Market(users, kinds);
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> f = FeatureStore.builder(market);
        Evidence evidence = f.with(new Evidence(market));

        WindowedSum shown = f.count(ONE, ITEM, WEEK, 7, IMPRESSION);
        WindowedSum clicked = f.count(ONE, ITEM, WEEK, 7, CLICK);
        WindowedSum touchedWeek = f.count(ONE, ITEM, WEEK, 7, INTERACTION);
        WindowedSum examined = f.sum(RECIPROCAL_POSITION, ITEM, WEEK, 7, IMPRESSION);
        WindowedSum shownMonth = f.count(ONE, ITEM, MONTH, 14, IMPRESSION);
        WindowedSum clickedMonth = f.count(ONE, ITEM, MONTH, 14, CLICK);
        WindowedSum boughtMonth = f.count(ONE, ITEM, MONTH, 14, PURCHASE);
        WindowedSum userClicks = f.count(ONE, USER, MONTH, 14, CLICK);
        WindowedSum userSpend = f.sum(PRICE, USER, MONTH, 14, CLICK);
        Decayed popularity = f.decayed(ONE, ITEM, Duration.ofDays(3), INTERACTION, CLICK, ADD_TO_CART, PURCHASE);
        Decayed clicks = f.decayed(ONE, ITEM, WEEK, CLICK);
        RecentValues touched = f.session(USER, ITEM, 32, INTERACTION, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues clickedNow = f.session(USER, ITEM, 16, CLICK);
        RecentValues shownNow = f.session(USER, ITEM, 64, IMPRESSION);
        RecentValues categoryNow = f.session(USER, CATEGORY, 8, CLICK, ADD_TO_CART);
        RecentValues history = UserFields.history(f);
        RecentValues categories = f.recent(USER, CATEGORY, 16, MONTH, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues topCategories = f.recent(USER, TOP_CATEGORY, 8, MONTH, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues brands = f.recent(USER, BRAND, 16, MONTH, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues sellers = f.recent(USER, SELLER, 16, MONTH, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues priceBands = f.recent(USER, PRICE_BAND, 12, MONTH, CLICK, ADD_TO_CART, PURCHASE);
        RecentValues boughtItems = f.recent(USER, ITEM, 16, MONTH, PURCHASE);
        RecentValues shownItems = f.recent(USER, ITEM, 48, Duration.ofDays(3), IMPRESSION);
        RecentValues hiddenItems = f.recent(USER, ITEM, 16, Duration.ofDays(365), HIDE);
        LastValue lastSort = f.last(CODE, USER, SORT);
        LastValue lastAction = f.last(CODE, USER, INTERACTION, CLICK, SEARCH, FILTER, SORT);

        f.add("list_index", ListColumns.index());
        f.add("list_size", ListColumns.size());
        f.add("list_price_rank", ListColumns.priceRank());
        f.add("list_price_to_median", ListColumns.priceToMedian());
        f.add("list_price_to_lowest", ListColumns.priceToLowest());

        f.add("price", ItemColumns.price());
        f.add("margin", ItemColumns.margin());
        f.add("rating", ItemColumns.rating());
        f.add("shipping_days", ItemColumns.shippingDays());
        f.add("stock", ItemColumns.stock());
        f.add("item_age_days", ItemColumns.ageDays());
        f.add("seller_age_days", ItemColumns.sellerAgeDays());
        f.add("top_category", ItemColumns.code(TOP_CATEGORY));
        f.add("item_last_price", f.last(PRICE, ITEM, IMPRESSION).value());

        f.add("item_popularity", popularity.value());
        f.add("item_impressions_7d", shown.sum());
        f.add("item_ctr_7d", clicked.rate(shown, 0.04, 50));
        f.add("item_clicks_per_examination_7d", clicked.rate(examined, 0.1, 10));
        f.add("item_clicks_7d", clicked.sum());
        f.add("item_purchases_28d", boughtMonth.sum());
        f.add("item_purchase_rate_28d", boughtMonth.rate(shownMonth, 0.005, 200));
        f.add("item_purchases_per_click_28d", boughtMonth.rate(clickedMonth, 0.1, 20));
        f.add("item_carts_28d", f.count(ONE, ITEM, MONTH, 14, ADD_TO_CART).sum());
        f.add("item_hides_28d", f.count(ONE, ITEM, MONTH, 14, HIDE, COMPLAINT).rate(shownMonth, 0.001, 500));
        f.add("item_returns_28d", f.count(ONE, ITEM, MONTH, 14, RETURN).rate(boughtMonth, 0.05, 20));
        f.add("item_mean_dwell_28d", f.sum(SECONDS, ITEM, MONTH, 14, DWELL).mean(f.count(ONE, ITEM, MONTH, 14, DWELL)));
        f.add("item_touches_7d", touchedWeek.sum());
        f.add("item_touches_1d", f.count(ONE, ITEM, DAY, 24, INTERACTION).sum());
        f.add("item_clicks_per_touch", clicks.rate(f.decayed(ONE, ITEM, WEEK, INTERACTION, CLICK), 0.3, 5));
        f.add("seller_purchase_rate_28d", rate(f, SELLER, PURCHASE, 0.005, 200));
        f.add("seller_ctr_28d", rate(f, SELLER, CLICK, 0.04, 200));
        f.add("category_purchase_rate_28d", rate(f, CATEGORY, PURCHASE, 0.005, 500));
        f.add("category_ctr_28d", rate(f, CATEGORY, CLICK, 0.04, 500));
        f.add("brand_purchase_rate_28d", rate(f, BRAND, PURCHASE, 0.005, 200));

        f.add("session_item_touches", touched.weight());
        f.add("session_item_since", touched.since());
        f.add("session_item_recency", touched.recencyRank());
        f.add("session_item_share", touched.share());
        f.add("session_item_last_kind", touched.lastKind());
        f.add("session_places_after_touched", touched.placesAfterLast());
        f.add("session_places_after_deepest", touched.placesAfterDeepest());
        f.add("session_places_after_previous", touched.placesAfterPrevious());
        f.add("session_neighbours_touched", touched.neighboursMet());
        f.add("session_last_place", touched.lastPlace());
        f.add("session_candidates_touched", touched.candidatesMet());
        f.add("session_items_touched", touched.distinct(DAY));
        f.add("session_price_to_touched", touched.ratioToLast("priceToLast", MarketRequest::price));
        f.add("session_price_to_met", touched.ratioToMet("priceToMet", MarketRequest::price));
        f.add("session_item_clicks", clickedNow.weight());
        f.add("session_item_clicked_since", clickedNow.since());
        f.add("session_places_after_clicked", clickedNow.placesAfterLast());
        f.add("session_places_after_deepest_clicked", clickedNow.placesAfterDeepest());
        f.add("session_items_clicked", clickedNow.distinct(DAY));
        f.add("session_item_shown", shownNow.weight());
        f.add("session_item_shown_since", shownNow.since());
        f.add("session_candidates_shown", shownNow.candidatesMet());
        f.add("session_category_share", categoryNow.share());

        f.add("user_item_touches", history.weight());
        f.add("user_item_since", history.since());
        f.add("user_item_bought_since", boughtItems.since());
        f.add("user_item_shown", shownItems.weight());
        f.add("user_item_shown_since", shownItems.since());
        f.add("user_item_hidden_since", hiddenItems.since());
        f.add("user_category_share", categories.share());
        f.add("user_top_category_share", topCategories.share());
        f.add("user_brand_share", brands.share());
        f.add("user_seller_share", sellers.share());
        f.add("user_price_band_share", priceBands.share());
        f.add("user_mean_price", userSpend.mean(f.count(PRICED, USER, MONTH, 14, CLICK)));
        f.add("user_clicks_28d", userClicks.sum());
        f.add("user_purchases_28d", f.count(ONE, USER, MONTH, 14, PURCHASE).sum());
        f.add(
                "user_actions_1h",
                f.count(ONE, USER, HOUR, 12, INTERACTION, CLICK, SEARCH, FILTER, SORT)
                        .sum());
        f.add("user_last_sort", lastSort.category());
        f.add("user_since_sort", lastSort.since());
        f.add("user_last_filter", f.last(CODE, USER, FILTER).category());
        f.add("user_last_action", lastAction.category());
        f.add("user_since_action", lastAction.since());
        f.add("user_since_click", f.last(CODE, USER, CLICK).since());
        f.add("user_age_days", ContextColumns.userAgeDays());

        f.add("local_hour", ContextColumns.localHour());
        f.add("local_weekday", ContextColumns.localWeekday());
        f.add("device", ContextColumns.device());
        f.add("market", ContextColumns.market());

        Column<MarketRequest> together = evidence.togetherScore(history);
        Column<MarketRequest> next = evidence.nextScore(history);
        Column<MarketRequest> session = evidence.sessionScore(history);
        f.add("evidence_popular_rank", ListColumns.rankOf(popularity.value()));
        f.add("evidence_together", together);
        f.add("evidence_together_rank", ListColumns.rankOf(together));
        f.add("evidence_next", next);
        f.add("evidence_next_rank", ListColumns.rankOf(next));
        f.add("evidence_session", session);
        f.add("evidence_session_rank", ListColumns.rankOf(session));
        Column<MarketRequest> similarity = evidence.similarityScore(history);
        f.add("evidence_similarity", similarity);
        f.add("evidence_similarity_rank", ListColumns.rankOf(similarity));
        return new FeedFeatures(f.build(), evidence, history);
    }

    /** Signals per impression of an entity over 28 days, shrunk towards {@code prior} as if by {@code weight} impressions. */
    private static Column<FeatureRequest> rate(
            FeatureStore.Builder<FeatureQuery, MarketRequest, Market> f,
            Entity key,
            EventKind signal,
            double prior,
            double weight) {
        return f.count(ONE, key, MONTH, 14, signal).rate(f.count(ONE, key, MONTH, 14, IMPRESSION), prior, weight);
    }
}
