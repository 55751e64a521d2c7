package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.UserProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MarketTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");

    private static MarketConfig tiny(long seed) {
        return new MarketConfig(seed, 400, 300, 40, 10, MONDAY, 20, 0.5, 0.02);
    }

    private static <R extends Ranker> R ran(MarketConfig config, R ranker) {
        new Market(config).run(ranker, ranker);
        return ranker;
    }

    @Test
    void sameSeedAndSameAnswersGiveTheSameEvents() {
        List<Event> events = ran(tiny(3), new Ranker.Popular()).events;
        assertEquals(events, ran(tiny(3), new Ranker.Popular()).events);
        assertNotEquals(events, ran(tiny(4), new Ranker.Popular()).events);
    }

    @Test
    void runningDayByDayGivesTheSameEventsAsRunningAtOnce() {
        MarketConfig config = tiny(3);
        Ranker.Popular daily = new Ranker.Popular();
        Market market = new Market(config);
        for (int day = 1; day <= config.days() + MarketConfig.OUTCOME_DAYS; day++) {
            market.runUntil(MONDAY.plus(Duration.ofDays(day)), daily, daily);
        }
        assertEquals(ran(config, new Ranker.Popular()).events, daily.events);
    }

    @Test
    void everyEventKeepsItsContractAndEveryKindOccurs() {
        Set<String> ids = new HashSet<>();
        Set<EventType<?>> kinds = new HashSet<>();
        for (Event event : ran(tiny(5), new Ranker.Personal()).events) {
            Contracts.check(event);
            assertTrue(ids.add(event.id()), event::id);
            kinds.add(MarketEvents.TYPES.of(event));
        }
        assertEquals(
                Set.of(
                        CatalogueItem.TYPE,
                        UserProfile.TYPE,
                        Search.TYPE,
                        Impression.TYPE,
                        Click.TYPE,
                        Dwell.TYPE,
                        AddToCart.TYPE,
                        Purchase.TYPE,
                        Hide.TYPE,
                        Complaint.TYPE,
                        Return.TYPE),
                kinds);
    }

    @Test
    void outcomesComeAfterTheSlateTheyName() {
        List<Event> events = ran(tiny(6), new Ranker.Popular()).events;
        Map<String, Impression> impressions = new HashMap<>();
        for (Event event : events) {
            if (event instanceof Impression impression) {
                impressions.put(impression.request(), impression);
            }
        }
        long delayed = 0;
        for (Event event : events) {
            if (event instanceof ItemEvent outcome) {
                Impression slate = impressions.get(outcome.request());
                assertTrue(slate != null, event::id);
                assertTrue(slate.shown().stream().anyMatch(shown -> shown.item().equals(outcome.item())), event::id);
                assertEquals(slate.session(), outcome.session());
                assertTrue(event.time() > slate.time(), event::id);
                if (event instanceof Purchase purchase) {
                    Duration delay = Duration.ofMillis(purchase.time() - slate.time());
                    assertTrue(delay.compareTo(Duration.ofDays(6).plusHours(1)) < 0, event::id);
                    delayed += delay.compareTo(Duration.ofHours(1)) > 0 ? 1 : 0;
                }
            }
        }
        assertTrue(delayed > 10, () -> "some purchases come later");
    }

    @Test
    void aSmallShareOfEventsArrivesUpToTwoHoursLate() {
        List<Event> events = ran(tiny(7), new Ranker.Popular()).events;
        long late = 0;
        long reached = 0;
        for (Event event : events) {
            long behind = reached - event.time();
            assertTrue(behind <= Duration.ofHours(2).toMillis(), event::id);
            late += behind > 0 ? 1 : 0;
            reached = Math.max(reached, event.time());
        }
        double share = late / (double) events.size();
        assertTrue(share > 0.01 && share < 0.03, () -> "late " + share);
    }

    @Test
    void itemsAndUsersAreAnnouncedBeforeTheyAreMet() {
        Set<String> known = new HashSet<>();
        int arriving = 0;
        for (Event event : ran(tiny(8), new Ranker.AtRandom()).events) {
            switch (event) {
                case CatalogueItem item -> {
                    arriving += item.time() > MONDAY.toEpochMilli() && known.add(item.item()) ? 1 : 0;
                    known.add(item.item());
                    assertTrue(item.stock() >= 0, item::id);
                    assertTrue(item.sellerSince() <= item.created(), item::id);
                }
                case UserProfile user -> known.add(user.user());
                case Impression impression -> {
                    assertTrue(known.contains(impression.user()), impression::id);
                    impression.shown().forEach(shown -> assertTrue(known.contains(shown.item()), impression::id));
                }
                default -> {}
            }
        }
        assertTrue(arriving > 30, "new items arrive");
    }

    @Test
    void stockGoesDownAndSoldOutItemsComeBack() {
        Map<String, Long> stock = new HashMap<>();
        int soldOut = 0;
        int back = 0;
        for (Event event : ran(tiny(9), new Ranker.Personal()).events) {
            if (event instanceof CatalogueItem item) {
                long before = stock.getOrDefault(item.item(), item.stock());
                soldOut += item.stock() == 0 ? 1 : 0;
                back += before == 0 && item.stock() > 0 ? 1 : 0;
                assertTrue(before == 0 || item.stock() <= before, item::id);
                stock.put(item.item(), item.stock());
            }
        }
        assertTrue(soldOut > 0, "items sell out");
        assertEquals(soldOut, back);
    }

    @Test
    void peopleComeMoreInTheEveningOfTheirOwnTimeZoneThanAtNight() {
        Map<String, int[]> hours = new HashMap<>();
        for (Event event : ran(tiny(10), new Ranker.AtRandom()).events) {
            if (event instanceof Impression impression) {
                ZoneId zone = ZoneId.of(impression.context().timeZone());
                int hour = Instant.ofEpochMilli(impression.time()).atZone(zone).getHour();
                hours.computeIfAbsent(impression.context().market(), market -> new int[24])[hour]++;
            }
        }
        assertEquals(new TreeSet<>(Set.of("de", "jp", "us")), new TreeSet<>(hours.keySet()));
        for (int[] counts : hours.values()) {
            assertTrue(counts[19] + counts[20] + counts[21] > 4 * (counts[2] + counts[3] + counts[4]));
        }
    }

    @Test
    void whoComesAndWhenDoesNotDependOnTheFeed() {
        assertEquals(sessions(ran(tiny(11), new Ranker.AtRandom())), sessions(ran(tiny(11), new Ranker.Personal())));
    }

    private static Map<String, Long> sessions(Ranker ranker) {
        Map<String, Long> starts = new HashMap<>();
        for (Event event : ranker.events) {
            if (event instanceof Impression impression) {
                starts.merge(impression.session(), impression.time(), Math::min);
            }
        }
        return starts;
    }

    @Test
    void theFeedIsAnsweredTo() {
        MarketConfig config = new MarketConfig(12, 500, 300, 50, 14, MONDAY, 20, 0.4, 0.02);
        Market market = new Market(config);
        Ranker greedy = new Ranker.Greedy(market);
        market.run(greedy, greedy);
        Ranker random = ran(config, new Ranker.AtRandom());
        Ranker popular = ran(config, new Ranker.Popular());
        Ranker personal = ran(config, new Ranker.Personal());
        String all = String.join("\n", random.toString(), popular.toString(), personal.toString(), greedy.toString());
        assertTrue(greedy.marginPerSlate() > 4 * random.marginPerSlate(), all);
        assertTrue(personal.marginPerSlate() > 1.5 * popular.marginPerSlate(), all);
        assertTrue(personal.turnoverPerSlate() > 1.5 * popular.turnoverPerSlate(), all);
        assertTrue(greedy.marginPerSlate() > personal.marginPerSlate(), all);
    }

    @Test
    void theSmallMarketUnderAPlainHeuristicHasTheStatedVolumeAndRates() {
        Ranker popular = ran(MarketConfig.small(1), new Ranker.Popular());
        assertTrue(popular.slots > 300_000 && popular.slots < 420_000, popular::toString);
        assertTrue(popular.clickRate() > 0.03 && popular.clickRate() < 0.06, popular::toString);
        assertTrue(popular.purchaseRate() > 0.003 && popular.purchaseRate() < 0.006, popular::toString);
    }

    @Test
    void whatHappensAgreesWithTheTruth() {
        MarketConfig config = new MarketConfig(13, 1500, 400, 40, 7, MONDAY, 20, 1, 0);
        Market market = new Market(config);
        MarketTruth truth = market.truth();
        Ranker random = new Ranker.AtRandom();
        double[] expected = new double[3];
        market.run(
                (user, session, at, context, n) -> {
                    Market.Slate slate = random.slate(user, session, at, context, n);
                    Instant now = Instant.ofEpochMilli(at);
                    for (Shown shown : slate.shown()) {
                        double seen = truth.attention(shown.position());
                        expected[0] += seen * truth.clickProbability(user, shown.item(), now);
                        expected[1] += seen * truth.purchaseProbability(user, shown.item(), now);
                        expected[2] += seen * truth.trueExpectedMargin(user, shown.item(), now);
                    }
                    return slate;
                },
                random);
        assertEquals(expected[0], random.clicks, 4 * Math.sqrt(expected[0]));
        // A few who decided to buy find the item sold out or have just bought it.
        assertEquals(0.97 * expected[1], random.purchases, 4 * Math.sqrt(expected[1]) + 0.03 * expected[1]);
        assertEquals(1, random.margin / expected[2], 0.25);
    }

    @Test
    void nothingIsBoughtOrClickedBeforeAnItemIsOffered() {
        Market market = new Market(tiny(14));
        MarketTruth truth = market.truth();
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");
        assertEquals(0, truth.clickProbability("u1", "i1", longAgo));
        assertEquals(0, truth.trueExpectedMargin("u1", "i1", longAgo));
        assertThrows(IllegalArgumentException.class, () -> truth.clickProbability("nobody", "i1", MONDAY));
        assertThrows(IllegalArgumentException.class, () -> truth.clickProbability("u1", "nothing", MONDAY));
    }

    @Test
    void anEmptySlateIsNoImpression() {
        List<Event> events = new ArrayList<>();
        new Market(tiny(15)).run((user, session, at, context, n) -> new Market.Slate("r", List.of()), events::add);
        assertTrue(events.stream().noneMatch(event -> event instanceof Impression || event instanceof Click));
    }

    @Test
    void aSlateThatCannotBeIsRefused() {
        assertRefused("no item 'x9'", new Shown("x9", 1, 5, 1));
        assertRefused("different items", new Shown("i0", 1, 5, 1), new Shown("i0", 2, 5, 1));
        assertRefused("position 2", new Shown("i0", 2, 5, 1));
    }

    private static void assertRefused(String reason, Shown... shown) {
        Market market = new Market(tiny(16));
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> market.run(
                        (user, session, at, context, n) -> new Market.Slate("r1", List.of(shown)), event -> {}));
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal::getMessage);
    }

    @Test
    void aConfigurationThatMakesNoSenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new MarketConfig(1, 0, 1, 1, 1, MONDAY, 20, 0.1, 0.02));
        assertThrows(IllegalArgumentException.class, () -> new MarketConfig(1, 1, 1, 1, 1, MONDAY, 20, 0, 0.02));
        assertThrows(IllegalArgumentException.class, () -> new MarketConfig(1, 1, 1, 1, 1, MONDAY, 20, 0.1, 1.5));
    }
}
