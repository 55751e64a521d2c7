package dev.fairlead.feed;

import static dev.fairlead.feed.Story.DAY;
import static dev.fairlead.feed.Story.MINUTE;
import static dev.fairlead.feed.Story.START;
import static dev.fairlead.feed.Story.cart;
import static dev.fairlead.feed.Story.click;
import static dev.fairlead.feed.Story.impression;
import static dev.fairlead.feed.Story.item;
import static dev.fairlead.feed.Story.purchase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Replay these events, ask this request, expect these values: what is the feed's own in its features. */
class FeedFeaturesTest {
    private static final float UNKNOWN = Float.NaN;
    private static final long NOW = START + DAY;

    private final Story story = new Story().then(item("a", 10), item("b", 20), item("c", 40));

    private void expect(String feature, float... values) {
        assertArrayEquals(values, story.ask(feature, NOW, "a", "b", "c"), 1e-5f, feature);
    }

    /** A stored model reads its columns by place: a name that moves or changes makes every model unusable. */
    @Test
    void namesAreStable() {
        List<String> names = story.features.store().names();
        assertEquals(List.of(NAMES.split("\\s+")), names);
        assertEquals(NAMES_WIDTH, story.features.store().width());
        assertEquals(names.size(), Set.copyOf(names).size());
    }

    @Test
    void aCandidateAmongTheOthersOfItsList() {
        expect("list_index", 0, 1, 2);
        expect("list_size", 3, 3, 3);
        expect("list_price_rank", 0, 1 / 3f, 2 / 3f);
        expect("list_price_to_median", 0.5f, 1, 2);
        expect("list_price_to_lowest", 1, 2, 4);
    }

    @Test
    void whatTheCatalogueSays() {
        story.then(item("c", 30, 5, 0), impression("r", START + MINUTE, "c", "a"));
        expect("price", 10, 20, 30);
        expect("margin", 0.2f, 0.2f, 0.2f);
        expect("rating", 4.5f, 4.5f, 4.5f);
        expect("shipping_days", 3, 3, 3);
        expect("stock", UNKNOWN, UNKNOWN, 5);
        expect("item_age_days", 11, 11, 11); // the last description leaves it as it was
        expect("seller_age_days", 41, 41, 41);
        expect("item_last_price", 8, UNKNOWN, 7);
    }

    @Test
    void whatBecameOfAnItem() {
        story.then(
                impression("r1", NOW - 3 * MINUTE, "a", "b"),
                impression("r2", NOW - 3 * MINUTE, "b", "a"),
                click("a", NOW - 2 * MINUTE),
                cart("a", NOW - MINUTE),
                purchase("a", NOW - MINUTE));
        expect("item_impressions_7d", 2, 2, 0);
        expect("item_clicks_7d", 1, 0, 0);
        expect("item_ctr_7d", (1 + 2) / (2 + 50f), 2 / (2 + 50f), 0.04f);
        expect("item_clicks_per_examination_7d", (1 + 1) / (1.5f + 10), 1 / (1.5f + 10), 0.1f);
        expect("item_carts_28d", 1, 0, 0);
        expect("item_purchases_28d", 1, 0, 0);
        expect("item_purchase_rate_28d", (1 + 1) / (2 + 200f), 1 / (2 + 200f), 0.005f);
        expect("item_purchases_per_click_28d", (1 + 2) / (1 + 20f), 0.1f, 0.1f);
        // All three are of one seller, who was shown 4 times.
        expect("seller_ctr_28d", 9 / 204f, 9 / 204f, 9 / 204f);
        expect("category_ctr_28d", 21 / 502f, 20 / 502f, 0.04f);
    }

    @Test
    void whatBecameOfAnItemLater() {
        story.then(
                purchase("a", NOW - DAY),
                new Return("sent back", NOW - MINUTE, "u", "s", "a", "", 1, ""),
                impression("r1", NOW - 3 * DAY, "b", "c"),
                impression("r2", NOW, "b"),
                new Hide("hidden", NOW - MINUTE, "u", "s", "b", ""));
        expect("item_returns_28d", (1 + 1) / (1 + 20f), 0.05f, 0.05f);
        expect("user_item_shown", 0, 1.5f, 0.5f);
        expect("user_item_shown_since", UNKNOWN, 0, 3 * 86_400);
        expect("user_item_hidden_since", UNKNOWN, 60, UNKNOWN);
    }

    @Test
    void popularityHalvesInThreeDays() {
        story.then(click("a", NOW), purchase("a", NOW));
        assertEquals(2, story.ask("item_popularity", NOW, "a")[0], 1e-5);
        assertEquals(1, story.ask("item_popularity", NOW + 3 * DAY, "a")[0], 1e-5);
    }

    @Test
    void whatTheUserDidInTheSession() {
        story.then(impression("r", NOW - 3 * MINUTE, "a", "b"), click("b", NOW - 2 * MINUTE), click("b", NOW - MINUTE));
        expect("session_item_clicks", 0, 2, 0);
        expect("session_item_clicked_since", UNKNOWN, 60, UNKNOWN);
        expect("session_items_clicked", 1, 1, 1);
        expect("session_item_shown", 1, 1, 0);
        expect("session_candidates_shown", 2, 2, 2);
        expect("session_category_share", 0, 1, 0);
    }

    @Test
    void anotherSessionStartsAnew() {
        story.then(click("b", NOW - MINUTE), new Click("x", NOW, "u", "another", "a", ""));
        expect("session_item_clicks", 0, 0, 0);
    }

    @Test
    void whatTheUserLikes() {
        story.then(click("a", NOW - DAY / 2), click("c", NOW - DAY / 2), purchase("c", NOW - DAY / 2));
        expect("user_clicks_28d", 2, 2, 2);
        expect("user_purchases_28d", 1, 1, 1);
        expect("user_mean_price", 25, 25, 25);
        expect("user_category_share", 1 / 3f, 0, 2 / 3f);
        expect("user_brand_share", 1, 1, 1);
        expect("user_item_bought_since", UNKNOWN, UNKNOWN, 43_200);
        expect("user_age_days", 0.5f, 0.5f, 0.5f);
    }

    @Test
    void whatTheUserAskedFor() {
        expect("user_since_sort", UNKNOWN, UNKNOWN, UNKNOWN);
        expect("user_last_sort", UNKNOWN, UNKNOWN, UNKNOWN);
        story.then(
                new Sort("sort", NOW - MINUTE, "u", "s", "price"), new Filter("filter", NOW - MINUTE, "u", "s", "red"));
        expect("user_since_sort", 60, 60, 60);
        expect("user_actions_1h", 2, 2, 2);
        assertEquals(
                story.ask("user_last_filter", NOW, "a")[0], story.ask("user_last_action", NOW, "b")[0], "a filter");
    }

    @Test
    void whenAndWhereItIs() {
        Context berlin = new Context("de", "mobile", "Europe/Berlin", "");
        long midnightInLondon = START;
        assertEquals(1, story.ask("local_hour", midnightInLondon, berlin, "a")[0]);
        assertEquals(23 + 59 / 60f, story.ask("local_hour", midnightInLondon - MINUTE, "a")[0], 1e-5);
        float monday = story.ask("local_weekday", START, "a")[0];
        assertEquals(monday, story.ask("local_weekday", START + 7 * DAY, "a")[0]);
        assertEquals(monday, story.ask("local_weekday", START - MINUTE, berlin, "a")[0]);
        assertEquals(monday + 1, story.ask("local_weekday", START + DAY, "a")[0]);
        story.then(new UserProfile("profile", START, "u", "de", "de", "Asia/Tokyo", "", START - 3 * DAY));
        assertEquals(9, story.ask("local_hour", START, "a")[0], "the profile's zone stands in for the context's");
        expect("user_age_days", 4, 4, 4);
    }

    private static final int NAMES_WIDTH = 92;
    private static final String NAMES = """
            list_index list_size list_price_rank list_price_to_median list_price_to_lowest price margin
            rating shipping_days stock item_age_days seller_age_days top_category item_last_price
            item_popularity item_impressions_7d item_ctr_7d item_clicks_per_examination_7d item_clicks_7d
            item_purchases_28d item_purchase_rate_28d item_purchases_per_click_28d item_carts_28d
            item_hides_28d item_returns_28d item_mean_dwell_28d item_touches_7d item_touches_1d item_clicks_per_touch
            seller_purchase_rate_28d seller_ctr_28d category_purchase_rate_28d category_ctr_28d
            brand_purchase_rate_28d session_item_touches session_item_since session_item_recency
            session_item_share session_item_last_kind session_places_after_touched
            session_places_after_deepest session_places_after_previous
            session_neighbours_touched session_last_place session_candidates_touched
            session_items_touched session_price_to_touched session_price_to_met session_item_clicks
            session_item_clicked_since session_places_after_clicked session_places_after_deepest_clicked
            session_items_clicked session_item_shown session_item_shown_since session_candidates_shown
            session_category_share user_item_touches user_item_since user_item_bought_since
            user_item_shown user_item_shown_since user_item_hidden_since user_category_share user_top_category_share user_brand_share user_seller_share
            user_price_band_share user_mean_price user_clicks_28d user_purchases_28d user_actions_1h
            user_last_sort user_since_sort user_last_filter user_last_action user_since_action
            user_since_click user_age_days local_hour local_weekday device market
            evidence_popular_rank evidence_together evidence_together_rank evidence_next evidence_next_rank
            evidence_session evidence_session_rank
            evidence_similarity evidence_similarity_rank
            """.strip();
}
