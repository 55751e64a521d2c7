package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reading from the top, budgets, moods, returns, markets; and the count of it all. */
class HabitsTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static MarketConfig config(long seed, MarketConfig.Habits habits) {
        return new MarketConfig(seed, 1_500, 400, 40, 10, MONDAY, 20, 1, 0, habits);
    }

    /** Turnover of users who read from the top, expected by the recursion over a slate, is what they bring. */
    @Test
    void whatReadersFromTheTopBringAgreesWithTheTruth() {
        Market market = new Market(config(31, new MarketConfig.Habits(1, true, false)));
        MarketTruth truth = market.truth();
        Ranker random = new Ranker.AtRandom();
        double[] expected = new double[1];
        market.run(
                (user, session, at, context, n) -> {
                    Market.Slate slate = random.slate(user, session, at, context, n);
                    assertTrue(truth.cascade(user));
                    expected[0] += truth.trueExpectedGmv(
                            user, slate.shown().stream().map(Shown::item).toList(), Instant.ofEpochMilli(at));
                    return slate;
                },
                random);
        assertTrue(random.purchases > 400, random::toString);
        assertEquals(1, random.turnover / expected[0], 0.15, random::toString);
    }

    /** All that may happen on a slate of three, added up one by one. */
    @Test
    void theRecursionIsTheSumOverAllCourses() {
        Market market = new Market(config(32, new MarketConfig.Habits(1, false, false)));
        MarketTruth truth = market.truth();
        Instant at = market.config().end();
        for (int u = 0; u < 20; u++) {
            SimUser shopper = market.shopper("u" + u);
            List<String> slate = List.of("i" + u, "i" + (u + 20), "i" + (u + 50));
            double sum = 0;
            double[] intents = shopper.taste.intents();
            double browsing = 1;
            for (int leaf = -1; leaf < intents.length; leaf++) {
                if (leaf >= 0) {
                    browsing -= intents[leaf];
                }
            }
            for (int leaf = -1; leaf < intents.length; leaf++) {
                sum += (leaf < 0 ? browsing : intents[leaf])
                        * courses(market, shopper, slate, 0, leaf, at.toEpochMilli());
            }
            assertEquals(sum, truth.trueExpectedGmv("u" + u, slate, at), 1e-9);
        }
    }

    /** Expected turnover from item {@code i} on, once it is reached. */
    private static double courses(Market market, SimUser shopper, List<String> slate, int i, int intent, long at) {
        if (i == slate.size()) {
            return 0;
        }
        SimItem offer = market.offer(slate.get(i));
        double click = offer.created() > at ? 0 : Choice.click(shopper, offer, intent, at);
        double leaves = Choice.leaves(Choice.satisfaction(shopper, offer));
        double bought = Choice.purchase(shopper, offer, intent, at) * 1.1 * offer.price();
        double later = courses(market, shopper, slate, i + 1, intent, at);
        return click * (leaves * bought + (1 - leaves) * (bought + later)) + (1 - click) * 0.92 * later;
    }

    @Test
    void anEmptyPurseHoldsBackAndFillsAgain() {
        SimUser shopper = UserPopulation.of(config(33, MarketConfig.Habits.FULL), Category.all(33))
                .getFirst();
        SimItem offer = CatalogueGenerator.of(config(33, MarketConfig.Habits.FULL), Category.all(33))
                .getFirst();
        long at = MONDAY.toEpochMilli();
        double before = Choice.purchase(shopper, offer, Choice.BROWSING, at);
        shopper.buy(new SimItem(999, 0, 0, offer.nature, 1, offer.listed(at)), shopper.habits.budget(), at);
        double after = Choice.purchase(shopper, offer, Choice.BROWSING, at);
        assertTrue(after < before);
        long month = at + 30L * 86_400_000;
        assertEquals(before, Choice.purchase(shopper, offer, Choice.BROWSING, month), 1e-12);
    }

    @Test
    void disappointedUsersComeBackLess() {
        MarketConfig config = config(34, new MarketConfig.Habits(0, false, true));
        Ranker.AtRandom random = new Ranker.AtRandom();
        new Market(config).run(random, random);
        Market market = new Market(config);
        Ranker good = new Ranker.Greedy(market);
        market.run(good, good);
        long poorly = sessions(random.events);
        long well = sessions(good.events);
        assertTrue(well > 1.03 * poorly, well + " sessions after good slates, " + poorly + " after poor ones");
    }

    private static long sessions(List<Event> events) {
        Set<String> sessions = new HashSet<>();
        for (Event event : events) {
            if (event instanceof Impression shown) {
                sessions.add(shown.session());
            }
        }
        return sessions.size();
    }

    @Test
    void anItemOfAnotherMarketIsRefused() {
        Market market = new Market(config(35, MarketConfig.Habits.PLAIN));
        Map<String, CatalogueItem> items = new HashMap<>();
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> market.run(
                        (user, session, at, context, n) -> new Market.Slate(
                                "r",
                                List.of(new Shown(
                                        items.values().stream()
                                                .filter(i -> !i.markets().isEmpty()
                                                        && !i.markets().contains(context.market()))
                                                .findFirst()
                                                .orElseThrow()
                                                .item(),
                                        1,
                                        1,
                                        1))),
                        event -> {
                            if (event instanceof CatalogueItem item) {
                                items.put(item.item(), item);
                            }
                        }));
        assertTrue(String.valueOf(refusal.getMessage()).contains("where it is not offered"), refusal::getMessage);
    }

    @Test
    void shownSoldOutItemsAreCounted() {
        Market market = new Market(config(36, MarketConfig.Habits.PLAIN));
        Ranker.Popular careful = new Ranker.Popular();
        market.run(careful, careful);
        assertEquals(careful.slots, market.slots());
        assertEquals(0, market.soldOutSlots());
    }

    /** Beside a recount of the whole log at its end. */
    @Test
    void theScoreboardIsARecount() {
        MarketConfig config = config(37, MarketConfig.Habits.FULL);
        long from = MONDAY.toEpochMilli() + 3L * 86_400_000;
        long until = from + 4L * 86_400_000;
        Scoreboard board = new Scoreboard(from, until, user -> user.hashCode() % 2 == 0 ? "even" : "odd");
        Ranker.Popular feed = new Ranker.Popular();
        new Market(config).run(feed, event -> {
            feed.accept(event);
            board.accept(event);
        });
        Map<String, Impression> counted = new HashMap<>();
        Set<String> sessions = new HashSet<>();
        Set<String> buying = new HashSet<>();
        double gmv = 0;
        double back = 0;
        long clicks = 0;
        for (Event event : feed.events) {
            if (event instanceof Impression shown
                    && shown.time() >= from
                    && shown.time() < until
                    && shown.user().hashCode() % 2 == 0) {
                counted.put(shown.request(), shown);
                sessions.add(shown.session());
            }
        }
        for (Event event : feed.events) {
            if (event instanceof ItemEvent outcome && counted.containsKey(outcome.request())) {
                clicks += event instanceof Click ? 1 : 0;
                if (event instanceof Purchase bought) {
                    gmv += bought.price() * bought.quantity();
                    buying.add(bought.session());
                } else if (event instanceof Return sent) {
                    back += sent.quantity()
                            * Objects.requireNonNull(feed.items.get(sent.item()))
                                    .price();
                }
            }
        }
        Scoreboard.Score even = Objects.requireNonNull(board.result().get("even"));
        assertEquals(counted.size(), even.slates());
        assertEquals(sessions.size(), even.sessions());
        assertEquals(clicks, even.clicks());
        assertEquals(gmv, even.gmv(), 1e-6);
        assertEquals(gmv - back, even.netGmv(), 1e-6);
        assertEquals((double) buying.size() / sessions.size(), even.conversion());
        assertTrue(even.newSellerSlots() > 0 && even.categories() > 1 && even.categories() <= 20);
    }
}
