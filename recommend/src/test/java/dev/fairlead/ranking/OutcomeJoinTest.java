package dev.fairlead.ranking;

import static dev.fairlead.ranking.Shop.DAY;
import static dev.fairlead.ranking.Shop.HOUR;
import static dev.fairlead.ranking.Shop.MINUTE;
import static dev.fairlead.ranking.Shop.START;
import static dev.fairlead.ranking.Shop.cart;
import static dev.fairlead.ranking.Shop.click;
import static dev.fairlead.ranking.Shop.decision;
import static dev.fairlead.ranking.Shop.impression;
import static dev.fairlead.ranking.Shop.log;
import static dev.fairlead.ranking.Shop.purchase;
import static dev.fairlead.ranking.ShownList.Outcome.NEVER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OutcomeJoinTest {
    private static final LabelWindows WINDOWS = LabelWindows.DEFAULT;
    private static final double[] NO_PRICES = {};

    private static ShownList only(Event... events) {
        List<ShownList> lists = Shop.join(log(events), WINDOWS).lists();
        assertEquals(1, lists.size());
        return lists.getFirst();
    }

    @Test
    void aClickCountsForTheItemItNames() {
        ShownList list = only(impression("r", START, "a", "b"), click("r", "b", START + MINUTE));
        assertEquals(0, list.outcomes()[0].grade());
        assertEquals(START + MINUTE, list.outcomes()[1].clicked());
        assertEquals(1, list.outcomes()[1].grade());
    }

    @Test
    void ofSeveralOutcomesTheEarliestIsKept() {
        ShownList list = only(
                impression("r", START, "a"),
                click("r", "a", START + 2 * MINUTE),
                click("r", "a", START + MINUTE),
                cart("r", "a", START + 4 * MINUTE),
                cart("r", "a", START + 3 * MINUTE),
                purchase("r", "a", 1, 10, START + 2 * DAY),
                purchase("r", "a", 2, 3, START + DAY));
        ShownList.Outcome outcome = list.outcomes()[0];
        assertEquals(START + MINUTE, outcome.clicked());
        assertEquals(START + 3 * MINUTE, outcome.carted());
        assertEquals(START + DAY, outcome.purchased());
        assertEquals(16, outcome.gmv());
        assertEquals(3, outcome.grade());
    }

    @Test
    void windowsStartStrictlyAfterTheImpressionAndEndWithTheirLastMillisecond() {
        long click = WINDOWS.click().toMillis();
        long cart = WINDOWS.cart().toMillis();
        long purchase = WINDOWS.purchase().toMillis();
        for (long after : new long[] {-1, 0, 1, click, click + 1, cart, cart + 1, purchase, purchase + 1}) {
            ShownList.Outcome outcome = only(
                            impression("r", START, "a"),
                            click("r", "a", START + after),
                            cart("r", "a", START + after),
                            purchase("r", "a", 1, 1, START + after))
                    .outcomes()[0];
            assertEquals(after > 0 && after <= click ? START + after : NEVER, outcome.clicked());
            assertEquals(after > 0 && after <= cart ? START + after : NEVER, outcome.carted());
            assertEquals(after > 0 && after <= purchase ? START + after : NEVER, outcome.purchased());
        }
    }

    @Test
    void aClickMustBeInTheSessionButAPurchaseNeedNot() {
        ShownList list = only(
                impression("r", START, "a"),
                click("r", "a", "tomorrow's session", START + MINUTE),
                new Purchase("p", START + HOUR, "user", "tomorrow's session", "a", "r", 1, 2));
        assertEquals(NEVER, list.outcomes()[0].clicked());
        assertEquals(3, list.outcomes()[0].grade());
    }

    @Test
    void anOutcomeMayArriveBeforeItsImpression() {
        ShownList list = only(click("r", "a", START + MINUTE), impression("r", START, "a"));
        assertEquals(START + MINUTE, list.outcomes()[0].clicked());
    }

    /** Such a row used to be read after the click, and so knew of it. */
    @Test
    void theStateIsReadBeforeAnOutcomeThatArrivedBeforeItsImpression() {
        ShownList list = only(
                cart("", "z", START),
                click("r", "a", START + MINUTE),
                cart("", "y", START),
                impression("r", START, "a"));
        assertEquals(Position.of(1), list.asOf());
    }

    @Test
    void aPlainImpressionIsReadJustBeforeItArrived() {
        ShownList list = only(cart("", "z", START), impression("r", START, "b", "a"));
        assertEquals(Position.of(1), list.asOf());
        assertEquals(List.of("b", "a"), list.query().items());
        assertArrayEquals(new double[] {10, 11}, list.query().prices());
        assertEquals("user", list.user());
        assertEquals("session", list.query().session());
    }

    @Test
    void whatFairleadDecidedIsReadAsTheDecisionReadIt() {
        ShownList list = only(
                cart("", "z", START - DAY),
                cart("", "y", START - DAY),
                decision("r", START - 5, 1, new double[] {1, 2, 3}, "a", "b", "c"),
                impression("r", START, "c", "a"));
        assertEquals(Position.of(1), list.asOf());
        assertEquals(START - 5, list.query().at());
        assertEquals(START, list.time());
        assertEquals(List.of("a", "b", "c"), list.query().items());
        assertArrayEquals(new int[] {2, 0}, list.rowOf());
        assertEquals("c", list.item(0));
    }

    @Test
    void aDecisionThatLacksAShownItemIsNotBelieved() {
        ShownList list = only(decision("r", START, 0, NO_PRICES, "a", "b"), impression("r", START, "a", "elsewhere"));
        assertEquals(List.of("a", "elsewhere"), list.query().items());
        assertEquals(Position.of(1), list.asOf());
    }

    @Test
    void aDecisionOfAnotherLogIsNotBelievedItsPosition() {
        ShownList list = only(decision("r", START, 1, NO_PRICES, "a", "b"), impression("r", START, "a"));
        assertEquals(Position.of(1), list.asOf());
        assertEquals(List.of("a"), list.query().items());
        assertEquals(
                Position.of(1),
                only(decision("r", START, 900, NO_PRICES, "a"), impression("r", START, "a"))
                        .asOf());
    }

    @Test
    void aDecisionWithPricesOfAnotherLengthIsNotBelieved() {
        ShownList list = only(decision("r", START, 0, new double[] {1}, "a", "b"), impression("r", START, "a"));
        assertEquals(List.of("a"), list.query().items());
    }

    @Test
    void theShownPriceIsKnownEvenWhenTheDecisionGaveNone() {
        ShownList list = only(decision("r", START, 0, NO_PRICES, "b", "a"), impression("r", START, "a", "b"));
        assertEquals(10, list.price(0));
        assertEquals(11, list.price(1));
        assertEquals(0.5, list.propensities()[0]);
    }

    @Test
    void thePriceOfTheDecisionStandsInForOneThatWasNotShown() {
        Impression bare = new Impression(
                "v",
                START,
                "user",
                "session",
                "r",
                "home",
                Shop.PHONE,
                List.of(new Impression.Shown("a", 1, Double.NaN, Double.NaN)));
        assertEquals(
                7,
                only(decision("r", START, 0, new double[] {5, 7}, "b", "a"), bare)
                        .price(0));
        assertEquals(Double.NaN, only(bare).price(0));
    }

    @Test
    void positionsGiveTheOrder() {
        Impression mixed = new Impression(
                "v",
                START,
                "user",
                "session",
                "r",
                "home",
                Shop.PHONE,
                List.of(new Impression.Shown("second", 2, 2, 0.2), new Impression.Shown("first", 1, 1, 0.1)));
        ShownList list = only(mixed);
        assertEquals("first", list.item(0));
        assertEquals(1, list.price(0));
        assertEquals(0.1, list.propensities()[0]);
    }

    @Test
    void anItemShownTwiceKeepsBothRowsAndTheOutcomeCountsOnce() {
        ShownList list = only(impression("r", START, "a", "a"), click("r", "a", START + MINUTE));
        assertArrayEquals(new int[] {0, 1}, list.rowOf());
        assertEquals(11, list.price(1));
        assertEquals(1, list.outcomes()[0].grade());
        assertEquals(0, list.outcomes()[1].grade());
    }

    @Test
    void whatIsKnownBeforeATimeHoldsNothingLater() {
        ShownList.Outcome outcome = only(
                        impression("r", START, "a"),
                        click("r", "a", START + HOUR),
                        cart("r", "a", START + 2 * HOUR),
                        purchase("r", "a", 1, 10, START + 3 * HOUR),
                        purchase("r", "a", 1, 5, START + 5 * HOUR))
                .outcomes()[0];
        assertEquals(0, outcome.knownBefore(START + HOUR).grade());
        assertEquals(1, outcome.knownBefore(START + HOUR + 1).grade());
        assertEquals(2, outcome.knownBefore(START + 3 * HOUR).grade());
        assertEquals(0, outcome.knownBefore(START + 3 * HOUR).gmv());
        assertEquals(10, outcome.knownBefore(START + 4 * HOUR).gmv(), "a later sale is not known yet");
        assertEquals(outcome, outcome.knownBefore(START + DAY));
    }

    @Test
    void listsComeInOrderOfTheirPositions() {
        List<Event> events = Shop.random(5, 300);
        Position last = Position.START;
        for (ShownList list : Shop.join(log(events), WINDOWS).lists()) {
            assertTrue(list.asOf().covers(last));
            last = list.asOf();
        }
    }

    /** Oracle: for each slate, look through the whole log for each label. */
    @Test
    void randomLogsJoinAsALookThroughTheWholeLogDoes() {
        for (int seed = 0; seed < 5; seed++) {
            List<Event> events = Shop.random(seed, 200);
            LabelWindows windows = new LabelWindows(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofDays(1));
            List<ShownList> lists = Shop.join(log(events), windows).lists();
            Set<String> requests = new HashSet<>();
            int outcomes = 0;
            for (ShownList list : lists) {
                requests.add(list.request());
                Impression impression = impressionOf(list.request(), events);
                assertEquals(naiveAsOf(impression, events), list.asOf());
                for (int i = 0; i < list.size(); i++) {
                    assertEquals(impression.shown().get(i).item(), list.item(i));
                    assertEquals(impression.shown().get(i).price(), list.price(i));
                    assertEquals(naive(impression, list.item(i), events, windows), list.outcomes()[i]);
                    outcomes += list.outcomes()[i].grade() > 0 ? 1 : 0;
                }
            }
            assertEquals(200, requests.size());
            assertTrue(outcomes > 50, "only " + outcomes + " outcomes: the random shop is too quiet");
        }
    }

    private static Impression impressionOf(String request, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Impression e && e.request().equals(request)) {
                return e;
            }
        }
        throw new AssertionError(request);
    }

    private static Position naiveAsOf(Impression impression, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Decision e && e.id().equals(impression.request())) {
                return e.asOf();
            }
        }
        for (int i = 0; ; i++) {
            boolean names = events.get(i) instanceof ItemEvent e && e.request().equals(impression.request());
            if (events.get(i).equals(impression) || names) {
                return Position.of(i);
            }
        }
    }

    private static ShownList.Outcome naive(Impression shown, String item, List<Event> events, LabelWindows windows) {
        long clicked = NEVER;
        long carted = NEVER;
        List<ShownList.Sale> sales = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof ItemEvent e
                    && e.request().equals(shown.request())
                    && e.item().equals(item)) {
                long after = event.time() - shown.time();
                if (event instanceof Click c
                        && after > 0
                        && after <= windows.click().toMillis()
                        && c.session().equals(shown.session())) {
                    clicked = Math.min(clicked, c.time());
                }
                if (event instanceof AddToCart
                        && after > 0
                        && after <= windows.cart().toMillis()) {
                    carted = Math.min(carted, event.time());
                }
                if (event instanceof Purchase p
                        && after > 0
                        && after <= windows.purchase().toMillis()) {
                    sales.add(new ShownList.Sale(p.time(), p.price() * p.quantity()));
                }
            }
        }
        return new ShownList.Outcome(clicked, carted, sales);
    }
}
