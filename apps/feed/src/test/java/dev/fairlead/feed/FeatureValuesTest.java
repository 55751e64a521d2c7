package dev.fairlead.feed;

import static dev.fairlead.feed.Story.DAY;
import static dev.fairlead.feed.Story.MINUTE;
import static dev.fairlead.feed.Story.START;
import static java.lang.Double.NaN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.Hashing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One story, one question, and what every feature of the feed answers, worked out by hand from the feature's definition.
 *
 * <p>Ann asks on the evening of day 10. A window of 7 days then begins with day 4, one of 28 days with day −16, one of a day at 19:00
 * on day 9, and one of an hour at 17:05. Sellers, brands and categories have other items than the candidates:
 *
 * <pre>
 * item   category      brand  seller
 * vase   home/decor    clay   north
 * lamp   home/light    glow   north
 * mat    floor/mats    glow   south
 * torch  home/light    clay   south
 * jar    home/decor    clay   south
 * mug    not known to the catalogue
 * </pre>
 */
class FeatureValuesTest {
    private static final double RELATIVE_TOLERANCE = 1e-6;
    private static final int CODES = 1_000;

    /** Thursday, 2026-03-12T18:00:00Z: half past three on Friday morning in Darwin. */
    private static final long NOW = at(10, 18, 0);

    /** The vase is offered for less than its listed price. */
    private static final FeatureQuery QUESTION = new FeatureQuery(
                    "ann",
                    "now",
                    new Context("AU", "tablet", "", ""),
                    NOW,
                    List.of("mug", "vase", "lamp", "mat"),
                    new double[] {NaN, 10, NaN, NaN})
            .with(Optional.of(new Learnt()));

    /** For each candidate the number of its letters, and a hundredth of how much was met; nothing is known of the mat. */
    private static final class Learnt implements ItemSimilarity {
        @Override
        public IntToDoubleFunction scores(int[] met, IntFunction<String> names) {
            return id -> names.apply(id).equals("mat") ? 0 : names.apply(id).length() + met.length / 100.0;
        }

        @Override
        public int[] best(
                int[] met, IntFunction<String> names, ToIntFunction<String> ids, IntPredicate accept, int limit) {
            throw new UnsupportedOperationException("columns do not propose");
        }
    }

    /** What happened, in order of arrival. */
    private static final List<Event> STORY = List.of(
            listed(at(-25, 0, 0), "lamp", 24, 0.25, List.of("home", "light"), "glow", "north", 4, 6, 9, at(-30, 18, 0)),
            listed(
                    at(-25, 0, 0),
                    "vase",
                    12,
                    0.3,
                    List.of("home", "decor"),
                    "clay",
                    "north",
                    3.5,
                    2,
                    3,
                    at(-26, 18, 0)),
            listed(at(-25, 0, 0), "mat", 13, 0.1, List.of("floor", "mats"), "glow", "south", 4.25, 10, 8, 0),
            listed(at(-25, 0, 0), "torch", 11, 0.4, List.of("home", "light"), "clay", "south", 5, 1, 2, 0),
            listed(at(-25, 0, 0), "jar", 16, 0.5, List.of("home", "decor"), "clay", "south", 2, 4, 1, 0),
            purchase("ann", "old", at(-20, 18, 0), "mat", 1, 12.5),
            new UserProfile("profile", at(0, 0, 0), "ann", "DE", "en", "Australia/Darwin", "", at(-22, 18, 0)),
            impression("bob", "b", at(1, 12, 0), shown(1, "lamp", 24), shown(2, "vase", 12), shown(3, "mug", 9)),
            click("bob", "b", at(1, 12, 1), "lamp"),
            cart("bob", "b", at(1, 12, 2), "lamp", 24),
            purchase("bob", "b", at(1, 12, 4), "lamp", 1, 24),
            dwell("bob", "b", at(1, 12, 5), "lamp", 50),
            click("ann", "old", at(2, 18, 0), "jar"),
            purchase("ann", "old", at(2, 18, 5), "jar", 1, 15),
            giveBack("bob", "b", at(3, 12, 0), "lamp", 1),
            interaction("bob", "b", at(3, 23, 0), "lamp", "image"),
            impression(
                    "cid",
                    "c",
                    at(4, 9, 0),
                    shown(1, "vase", 12),
                    shown(2, "mat", 12.75),
                    shown(3, "torch", 11),
                    shown(4, "mug", 9)),
            click("cid", "c", at(4, 9, 1), "vase"),
            interaction("cid", "c", at(4, 9, 2), "vase", "image"),
            dwell("cid", "c", at(4, 9, 3), "vase", 40),
            click("cid", "c", at(4, 9, 4), "mat"),
            dwell("cid", "c", at(4, 9, 5), "mat", 12),
            cart("cid", "c", at(4, 9, 6), "mat", 13),
            new Complaint("complaint", at(4, 9, 10), "cid", "c", "vase", "", "it leaks"),
            hide("cid", "c", at(4, 9, 11), "vase"),
            dwell("cid", "c", at(5, 9, 0), "mat", 30),
            purchase("cid", "c", at(5, 10, 0), "mat", 2, 13),
            impression("ann", "before", at(5, 17, 0), shown(1, "mat", NaN)),
            hide("ann", "before", at(5, 18, 0), "mat"),
            impression("ann", "before", at(6, 17, 58), shown(1, "jar", 16), shown(2, "lamp", 24), shown(3, "mug", 8.5)),
            click("ann", "before", at(6, 18, 0), "lamp"),
            interaction("ann", "before", at(6, 18, 1), "mug", "image"),
            purchase("ann", "before", at(6, 18, 10), "lamp", 1, 21),
            purchase("ann", "before", at(7, 18, 0), "torch", 1, 11),
            hide("ann", "before", at(7, 18, 30), "mug"),
            listed(at(8, 0, 0), "lamp", 20, 0.2, List.of("home", "light"), "glow", "north", 4.5, 5, -1, at(-30, 18, 0)),
            listed(at(8, 0, 0), "mat", 14, -0.1, List.of("floor", "mats"), "glow", "south", 4.75, 14, 7, 0),
            purchase("bob", "b", at(8, 11, 0), "mat", 1, 14),
            purchase("cid", "c", at(9, 9, 0), "mat", 5, 14),
            giveBack("cid", "c", at(9, 10, 0), "mat", 2),
            click("ann", "now", at(9, 17, 0), "jar"),
            interaction("bob", "b", at(9, 18, 30), "lamp", "view"),
            impression("bob", "b", at(9, 20, 0), shown(1, "mug", 9), shown(3, "vase", 12), shown(4, "lamp", 20)),
            interaction("bob", "b", at(9, 20, 1), "mug", "view"),
            click("bob", "b", at(9, 20, 2), "mug"),
            click("bob", "b", at(9, 20, 3), "mug"),
            click("bob", "b", at(9, 20, 5), "lamp"),
            cart("bob", "b", at(9, 20, 6), "mug", 9),
            purchase("bob", "b", at(9, 20, 10), "mug", 3, 9),
            interaction("bob", "b", at(10, 7, 0), "lamp", "view"),
            interaction("bob", "b", at(10, 7, 1), "lamp", "image"),
            interaction("bob", "b", at(10, 7, 2), "vase", "view"),
            interaction("bob", "b", at(10, 7, 3), "vase", "image"),
            giveBack("cid", "c", at(10, 10, 0), "mat", 1),
            new Filter("filter", at(10, 17, 3), "ann", "now", "colour:red"),
            new Search("search", at(10, 17, 10), "ann", "now", "lamp"),
            new Sort("sort", at(10, 17, 20), "ann", "now", "price"),
            impression("ann", "now", at(10, 17, 30), shown(1, "lamp", 20), shown(2, "torch", 11), shown(3, "vase", 12)),
            impression("ann", "now", at(10, 17, 32), shown(1, "lamp", 19), shown(2, "vase", 11.5)),
            interaction("ann", "now", at(10, 17, 35), "mat", "favourite"),
            click("ann", "now", at(10, 17, 40), "lamp"),
            click("ann", "now", at(10, 17, 45), "lamp"),
            impression("ann", "now", at(10, 17, 46), shown(1, "lamp", 18.5), shown(2, "torch", 11)),
            dwell("ann", "now", at(10, 17, 47), "lamp", 90),
            click("ann", "now", at(10, 17, 48), "torch"),
            click("ann", "now", at(10, 17, 50), "vase"),
            dwell("ann", "now", at(10, 17, 51), "vase", 25.5),
            interaction("ann", "now", at(10, 17, 52), "vase", "image"),
            cart("ann", "now", at(10, 17, 55), "lamp", 19),
            purchase("ann", "now", at(10, 17, 56), "torch", 1, 11),
            // Four days late, when another session of hers has begun.
            click("ann", "before", at(6, 18, 5), "vase"));

    // What Ann clicked, put into the cart or bought, by when.
    private static final long[] HER_MAT = {at(-20, 18, 0)};
    private static final long[] HER_LAMP_AT_24 = {at(6, 18, 0)};
    private static final long[] HER_LAMP_AT_19_TO_21 = {at(6, 18, 10), at(10, 17, 40), at(10, 17, 45), at(10, 17, 55)};
    private static final long[] HER_LAMP = both(HER_LAMP_AT_24, HER_LAMP_AT_19_TO_21);
    private static final long[] HER_TORCH = {at(7, 18, 0), at(10, 17, 48), at(10, 17, 56)};
    private static final long[] HER_JAR_AT_15 = {at(2, 18, 5)};
    private static final long[] HER_JAR_AT_16 = {at(2, 18, 0), at(9, 17, 0)};
    private static final long[] HER_JAR = both(HER_JAR_AT_15, HER_JAR_AT_16);
    private static final long[] HER_VASE = {at(6, 18, 5), at(10, 17, 50)};

    private static final double ALL_OF_HERS = halving(28, HER_MAT)
            + halving(28, HER_LAMP)
            + halving(28, HER_TORCH)
            + halving(28, HER_JAR)
            + halving(28, HER_VASE);

    // Everybody's clicks and interactions.
    private static final double MUG_CLICKS = halving(7, at(9, 20, 2), at(9, 20, 3));
    private static final double VASE_CLICKS = halving(7, at(4, 9, 1), at(6, 18, 5), at(10, 17, 50));
    private static final double LAMP_CLICKS =
            halving(7, at(1, 12, 1), at(6, 18, 0), at(9, 20, 5), at(10, 17, 40), at(10, 17, 45));
    private static final double MAT_CLICKS = halving(7, at(4, 9, 4));
    private static final double MUG_INTERACTIONS = halving(7, at(6, 18, 1), at(9, 20, 1));
    private static final double VASE_INTERACTIONS = halving(7, at(4, 9, 2), at(10, 7, 2), at(10, 7, 3), at(10, 17, 52));
    private static final double LAMP_INTERACTIONS = halving(7, at(3, 23, 0), at(9, 18, 30), at(10, 7, 0), at(10, 7, 1));
    private static final double MAT_INTERACTIONS = halving(7, at(10, 17, 35));

    private static final NaiveEvidence EVIDENCE = new NaiveEvidence(STORY, "ann", NOW);
    private static final double[] POPULAR_RANKS = {2 / 4.0, 1 / 4.0, 0, 3 / 4.0};

    /** Of the mug, the vase, the lamp and the mat. */
    private static final List<Expected> EXPECTED = List.of(
            of("list_index", 0, 1, 2, 3),
            ofAll("list_size", 4),
            // Without the mug, whose price nobody knows: 10, 14 and 20.
            of("list_price_rank", NaN, 0 / 3.0, 2 / 3.0, 1 / 3.0),
            of("list_price_to_median", NaN, 10 / 14.0, 20 / 14.0, 1),
            of("list_price_to_lowest", NaN, 1, 20 / 10.0, 14 / 10.0),
            of("price", NaN, 10, 20, 14),
            of("margin", NaN, 0.3, 0.2, -0.1),
            of("rating", NaN, 3.5, 4.5, 4.75),
            of("shipping_days", NaN, 2, 5, 14),
            of("stock", NaN, 3, 9, 7), // the lamp's later description does not say
            of("item_age_days", NaN, 26 + 10, 30 + 10, NaN),
            of("seller_age_days", NaN, 90 + 10, 90 + 10, 190 + 10),
            of("top_category", 0, code("home"), code("home"), code("floor")),
            // The mat's last impression says no price; it was listed at 13 then.
            of("item_last_price", 9, 11.5, 18.5, 13),
            of(
                    "item_popularity",
                    halving(3, at(6, 18, 1), at(9, 20, 1), at(9, 20, 2), at(9, 20, 3), at(9, 20, 6), at(9, 20, 10)),
                    halving(
                            3,
                            at(4, 9, 1),
                            at(4, 9, 2),
                            at(6, 18, 5),
                            at(10, 7, 2),
                            at(10, 7, 3),
                            at(10, 17, 50),
                            at(10, 17, 52)),
                    halving(3, at(1, 12, 1), at(1, 12, 2), at(1, 12, 4), at(3, 23, 0), at(6, 18, 0), at(6, 18, 10))
                            + halving(3, at(9, 18, 30), at(9, 20, 5), at(10, 7, 0), at(10, 7, 1))
                            + halving(3, at(10, 17, 40), at(10, 17, 45), at(10, 17, 55)),
                    halving(
                            3,
                            at(-20, 18, 0),
                            at(4, 9, 4),
                            at(4, 9, 6),
                            at(5, 10, 0),
                            at(8, 11, 0),
                            at(9, 9, 0),
                            at(10, 17, 35))),
            of("item_impressions_7d", 3, 4, 5, 2),
            of(
                    "item_ctr_7d",
                    (2 + 0.04 * 50) / (3 + 50),
                    (3 + 0.04 * 50) / (4 + 50),
                    (4 + 0.04 * 50) / (5 + 50),
                    (1 + 0.04 * 50) / (2 + 50)),
            of(
                    "item_clicks_per_examination_7d",
                    (2 + 0.1 * 10) / (1 / 4.0 + 1 / 3.0 + 1 + 10),
                    (3 + 0.1 * 10) / (1 + 1 / 3.0 + 1 / 3.0 + 1 / 2.0 + 10),
                    (4 + 0.1 * 10) / (1 / 2.0 + 1 / 4.0 + 1 + 1 + 1 + 10),
                    (1 + 0.1 * 10) / (1 / 2.0 + 1 + 10)),
            of("item_clicks_7d", 2, 3, 4, 1),
            of("item_purchases_28d", 1, 0, 2, 3),
            of(
                    "item_purchase_rate_28d",
                    (1 + 0.005 * 200) / (4 + 200),
                    (0 + 0.005 * 200) / (5 + 200),
                    (2 + 0.005 * 200) / (6 + 200),
                    (3 + 0.005 * 200) / (2 + 200)),
            of(
                    "item_purchases_per_click_28d",
                    (1 + 0.1 * 20) / (2 + 20),
                    (0 + 0.1 * 20) / (3 + 20),
                    (2 + 0.1 * 20) / (5 + 20),
                    (3 + 0.1 * 20) / (1 + 20)),
            of("item_carts_28d", 1, 0, 2, 1),
            of(
                    "item_hides_28d",
                    (1 + 0.001 * 500) / (4 + 500),
                    (2 + 0.001 * 500) / (5 + 500),
                    (0 + 0.001 * 500) / (6 + 500),
                    (1 + 0.001 * 500) / (2 + 500)),
            of(
                    "item_returns_28d",
                    (0 + 0.05 * 20) / (1 + 20),
                    (0 + 0.05 * 20) / (0 + 20),
                    (1 + 0.05 * 20) / (2 + 20),
                    (2 + 0.05 * 20) / (3 + 20)),
            of("item_mean_dwell_28d", NaN, (40 + 25.5) / 2, (50 + 90) / 2.0, (12 + 30) / 2.0),
            of("item_touches_7d", 2, 4, 3, 1),
            of("item_touches_1d", 1, 3, 2, 1),
            of(
                    "item_clicks_per_touch",
                    (MUG_CLICKS + 0.3 * 5) / (MUG_CLICKS + MUG_INTERACTIONS + 5),
                    (VASE_CLICKS + 0.3 * 5) / (VASE_CLICKS + VASE_INTERACTIONS + 5),
                    (LAMP_CLICKS + 0.3 * 5) / (LAMP_CLICKS + LAMP_INTERACTIONS + 5),
                    (MAT_CLICKS + 0.3 * 5) / (MAT_CLICKS + MAT_INTERACTIONS + 5)),
            // North has the vase and the lamp; south the mat, the torch and the jar.
            of(
                    "seller_purchase_rate_28d",
                    0.005,
                    (0 + 2 + 0.005 * 200) / (5 + 6 + 200),
                    (0 + 2 + 0.005 * 200) / (5 + 6 + 200),
                    (3 + 2 + 1 + 0.005 * 200) / (2 + 3 + 1 + 200)),
            of(
                    "seller_ctr_28d",
                    0.04,
                    (3 + 5 + 0.04 * 200) / (5 + 6 + 200),
                    (3 + 5 + 0.04 * 200) / (5 + 6 + 200),
                    (1 + 1 + 2 + 0.04 * 200) / (2 + 3 + 1 + 200)),
            // The vase with the jar, the lamp with the torch, the mat alone.
            of(
                    "category_purchase_rate_28d",
                    0.005,
                    (0 + 1 + 0.005 * 500) / (5 + 1 + 500),
                    (2 + 2 + 0.005 * 500) / (6 + 3 + 500),
                    (3 + 0.005 * 500) / (2 + 500)),
            of(
                    "category_ctr_28d",
                    0.04,
                    (3 + 2 + 0.04 * 500) / (5 + 1 + 500),
                    (5 + 1 + 0.04 * 500) / (6 + 3 + 500),
                    (1 + 0.04 * 500) / (2 + 500)),
            // The vase with the torch and the jar, the lamp with the mat.
            of(
                    "brand_purchase_rate_28d",
                    0.005,
                    (0 + 2 + 1 + 0.005 * 200) / (5 + 3 + 1 + 200),
                    (2 + 3 + 0.005 * 200) / (6 + 2 + 200),
                    (2 + 3 + 0.005 * 200) / (6 + 2 + 200)),
            // In this session: the jar a day ago, the mat, the lamp twice, the torch, the vase twice, the lamp, the
            // torch.
            of("session_item_touches", 0, 2, 3, 1),
            of("session_item_since", NaN, 8 * 60, 5 * 60, 25 * 60),
            of("session_item_recency", NaN, 2, 1, 3),
            of("session_item_share", 0, 2 / 9.0, 3 / 9.0, 1 / 9.0),
            of("session_item_last_kind", 0, 100 + code("image"), 5, 100 + code("favourite")),
            of("session_places_after_touched", 0 - 2, 1 - 2, 2 - 2, 3 - 2),
            of("session_places_after_deepest", 0 - 3, 1 - 3, 2 - 3, 3 - 3),
            of("session_places_after_previous", 0 - 1, 1 - 1, 2 - 1, 3 - 1),
            of("session_neighbours_touched", 2, 2, 1 + 2, 1),
            ofAll("session_last_place", 2),
            ofAll("session_candidates_touched", 3),
            ofAll("session_items_touched", 4),
            of("session_price_to_touched", NaN, 10 / 20.0, 1, 14 / 20.0),
            of(
                    "session_price_to_met",
                    NaN,
                    10 / ((10 + 20 + 14) / 3.0),
                    20 / ((10 + 20 + 14) / 3.0),
                    14 / ((10 + 20 + 14) / 3.0)),
            of("session_item_clicks", 0, 1, 2, 0),
            of("session_item_clicked_since", NaN, 10 * 60, 15 * 60, NaN),
            of("session_places_after_clicked", 0 - 1, 1 - 1, 2 - 1, 3 - 1),
            of("session_places_after_deepest_clicked", 0 - 2, 1 - 2, 2 - 2, 3 - 2),
            ofAll("session_items_clicked", 3),
            of("session_item_shown", 0, 2, 3, 0),
            of("session_item_shown_since", NaN, 28 * 60, 14 * 60, NaN),
            ofAll("session_candidates_shown", 2),
            // Of clicks and carts: the jar and the vase; the lamp three times and the torch.
            of("session_category_share", 0, 2 / 6.0, 4 / 6.0, 0),
            of(
                    "user_item_touches",
                    halving(7, at(6, 18, 1)),
                    halving(7, HER_VASE) + halving(7, at(10, 17, 52)),
                    halving(7, HER_LAMP),
                    halving(7, HER_MAT) + halving(7, at(10, 17, 35))),
            of("user_item_since", since(at(6, 18, 1)), 8 * 60, 5 * 60, 25 * 60),
            of("user_item_bought_since", NaN, NaN, since(at(6, 18, 10)), 30 * 86_400),
            of(
                    "user_item_shown",
                    halving(3, at(6, 17, 58)),
                    halving(3, at(10, 17, 30), at(10, 17, 32)),
                    halving(3, at(6, 17, 58), at(10, 17, 30), at(10, 17, 32), at(10, 17, 46)),
                    halving(3, at(5, 17, 0))),
            of("user_item_shown_since", since(at(6, 17, 58)), 28 * 60, 14 * 60, since(at(5, 17, 0))),
            of("user_item_hidden_since", since(at(7, 18, 30)), NaN, NaN, 5 * 86_400),
            of(
                    "user_category_share",
                    0,
                    (halving(28, HER_VASE) + halving(28, HER_JAR)) / ALL_OF_HERS,
                    (halving(28, HER_LAMP) + halving(28, HER_TORCH)) / ALL_OF_HERS,
                    halving(28, HER_MAT) / ALL_OF_HERS),
            of(
                    "user_top_category_share",
                    0,
                    1 - halving(28, HER_MAT) / ALL_OF_HERS,
                    1 - halving(28, HER_MAT) / ALL_OF_HERS,
                    halving(28, HER_MAT) / ALL_OF_HERS),
            of(
                    "user_brand_share",
                    0,
                    (halving(28, HER_VASE) + halving(28, HER_TORCH) + halving(28, HER_JAR)) / ALL_OF_HERS,
                    (halving(28, HER_LAMP) + halving(28, HER_MAT)) / ALL_OF_HERS,
                    (halving(28, HER_LAMP) + halving(28, HER_MAT)) / ALL_OF_HERS),
            of(
                    "user_seller_share",
                    0,
                    (halving(28, HER_VASE) + halving(28, HER_LAMP)) / ALL_OF_HERS,
                    (halving(28, HER_VASE) + halving(28, HER_LAMP)) / ALL_OF_HERS,
                    (halving(28, HER_MAT) + halving(28, HER_TORCH) + halving(28, HER_JAR)) / ALL_OF_HERS),
            // The bands are 8 to 11.3, where the torch was; to 16, with the vase at 12, the mat at 12.5 and the jar at
            // 15;
            // and to 22.6, with the jar at 16.
            of(
                    "user_price_band_share",
                    0,
                    halving(28, HER_TORCH) / ALL_OF_HERS,
                    (halving(28, HER_LAMP_AT_19_TO_21) + halving(28, HER_JAR_AT_16)) / ALL_OF_HERS,
                    (halving(28, HER_VASE) + halving(28, HER_MAT) + halving(28, HER_JAR_AT_15)) / ALL_OF_HERS),
            ofAll("user_mean_price", (16 + 24 + 12 + 16 + 20 + 20 + 11 + 12) / 8.0),
            ofAll("user_clicks_28d", 8),
            ofAll("user_purchases_28d", 4),
            // A search, a sort, two interactions and four clicks; the filter was before 17:05.
            ofAll("user_actions_1h", 1 + 1 + 2 + 4),
            ofAll("user_last_sort", code("price")),
            ofAll("user_since_sort", 40 * 60),
            ofAll("user_last_filter", code("colour:red")),
            ofAll("user_last_action", code("image")),
            ofAll("user_since_action", 8 * 60),
            ofAll("user_since_click", 10 * 60),
            ofAll("user_age_days", 22 + 10),
            ofAll("local_hour", 3.5),
            ofAll("local_weekday", 5),
            ofAll("device", code("tablet")),
            ofAll("market", code("au")),
            // By item_popularity: the lamp, the vase, the mug, the mat.
            of("evidence_popular_rank", POPULAR_RANKS),
            of("evidence_together", each(EVIDENCE::together)),
            of("evidence_together_rank", ranks(EVIDENCE::together)),
            of("evidence_next", each(EVIDENCE::next)),
            of("evidence_next_rank", ranks(EVIDENCE::next)),
            of("evidence_session", each(EVIDENCE::session)),
            of("evidence_session_rank", ranks(EVIDENCE::session)),
            // Six items are met: the mat, the jar, the lamp, the mug, the torch and the vase.
            of("evidence_similarity", 3.06, 4.06, 4.06, 0),
            of("evidence_similarity_rank", 0.5, 0, 0, 0.75));

    private static double[] each(ToDoubleFunction<String> score) {
        return QUESTION.items().stream().mapToDouble(score).toArray();
    }

    /** The share of candidates whose score is higher. */
    private static double[] ranks(ToDoubleFunction<String> score) {
        double[] scores = each(score);
        return Arrays.stream(scores)
                .map(one -> Arrays.stream(scores).filter(other -> other > one).count() / (double) scores.length)
                .toArray();
    }

    /** What one feature says of each candidate. */
    private record Expected(String feature, double... ofCandidates) {}

    @Test
    void everyFeatureHasTheValueOfItsDefinition() {
        FeatureStore<FeatureQuery, Market> store = FeedFeatures.create().store();
        for (int i = 0; i < STORY.size(); i++) {
            store.accept(Logged.at(i + 1, STORY.get(i)));
        }
        float[] rows = store.read(view -> view.rows(QUESTION));
        List<String> wrong = new ArrayList<>();
        for (Expected expected : EXPECTED) {
            int column = store.names().indexOf(expected.feature);
            for (int i = 0; i < QUESTION.items().size(); i++) {
                double value = expected.ofCandidates[i];
                float actual = rows[i * store.width() + column];
                if (!near(value, actual)) {
                    wrong.add(expected.feature + " of the " + QUESTION.items().get(i) + ": expected " + value
                            + " but was " + actual);
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A feature that is added, renamed or moved needs its line here. */
    @Test
    void everyFeatureHasExpectedValues() {
        assertEquals(
                FeedFeatures.create().store().names(),
                EXPECTED.stream().map(Expected::feature).toList());
    }

    /** A feature whose aggregate or context never arrives would give no other value than these. */
    @Test
    void everyFeatureSaysMoreThanItDoesOfOneCandidateInAnEmptyState() {
        float[] nothing = FeedFeatures.create()
                .store()
                .read(view ->
                        view.rows(new FeatureQuery("ann", "now", Context.UNKNOWN, NOW, List.of("mug"), new double[0])));
        List<String> silent = IntStream.range(0, EXPECTED.size())
                .filter(column -> Arrays.stream(EXPECTED.get(column).ofCandidates)
                        .allMatch(value -> near(value, nothing[column])))
                .mapToObj(column -> EXPECTED.get(column).feature)
                .toList();
        assertEquals(List.of(), silent);
    }

    private static boolean near(double expected, double actual) {
        return Double.isNaN(expected)
                ? Double.isNaN(actual)
                : Math.abs(actual - expected) <= RELATIVE_TOLERANCE * Math.abs(expected);
    }

    private static Expected of(String feature, double[] ofCandidates) {
        return new Expected(feature, ofCandidates);
    }

    private static Expected of(String feature, double mug, double vase, double lamp, double mat) {
        return new Expected(feature, mug, vase, lamp, mat);
    }

    private static Expected ofAll(String feature, double value) {
        return new Expected(feature, value, value, value, value);
    }

    /** Days are counted from {@link Story#START}, hours and minutes in UTC. */
    private static long at(int day, int hour, int minute) {
        return START + day * DAY + (hour * 60 + minute) * MINUTE;
    }

    private static double since(long time) {
        return (NOW - time) / 1000.0;
    }

    /** One for each of these times, halved for every {@code halfLifeDays} that it is ago. */
    private static double halving(double halfLifeDays, long... times) {
        return Arrays.stream(times)
                .mapToDouble(time -> Math.pow(2, -since(time) / (halfLifeDays * 86_400)))
                .sum();
    }

    private static long[] both(long[] some, long[] others) {
        return IntStream.range(0, some.length + others.length)
                .mapToLong(i -> i < some.length ? some[i] : others[i - some.length])
                .toArray();
    }

    private static int code(String text) {
        return Hashing.code(text, CODES);
    }

    private static CatalogueItem listed(
            long time,
            String item,
            double price,
            double margin,
            List<String> category,
            String brand,
            String seller,
            double rating,
            double shippingDays,
            long stock,
            long created) {
        long sellerSince = seller.equals("north") ? at(-90, 18, 0) : at(-190, 18, 0);
        return new CatalogueItem(
                "listed " + item + time,
                time,
                item,
                price,
                margin,
                "EUR",
                category,
                brand,
                seller,
                sellerSince,
                rating,
                shippingDays,
                stock,
                created,
                "",
                List.of());
    }

    private static Impression impression(String user, String session, long time, Impression.Shown... shown) {
        return new Impression(
                "shown " + user + time,
                time,
                user,
                session,
                "request " + time,
                "home",
                Context.UNKNOWN,
                List.of(shown));
    }

    private static Impression.Shown shown(int position, String item, double price) {
        return new Impression.Shown(item, position, price, NaN);
    }

    private static Interaction interaction(String user, String session, long time, String item, String kind) {
        return new Interaction("interaction " + user + time, time, user, session, item, "", kind);
    }

    private static Click click(String user, String session, long time, String item) {
        return new Click("click " + user + time, time, user, session, item, "");
    }

    private static Dwell dwell(String user, String session, long time, String item, double seconds) {
        return new Dwell("dwell " + user + time, time, user, session, item, "", seconds);
    }

    private static AddToCart cart(String user, String session, long time, String item, double price) {
        return new AddToCart("cart " + user + time, time, user, session, item, "", 1, price);
    }

    private static Purchase purchase(String user, String session, long time, String item, long quantity, double price) {
        return new Purchase("purchase " + user + time, time, user, session, item, "", quantity, price);
    }

    private static Return giveBack(String user, String session, long time, String item, long quantity) {
        return new Return("return " + user + time, time, user, session, item, "", quantity, "");
    }

    private static Hide hide(String user, String session, long time, String item) {
        return new Hide("hide " + user + time, time, user, session, item, "");
    }
}
