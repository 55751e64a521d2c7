package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.IMPRESSION;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.cart;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.impression;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.lasting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.events.Event;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.WindowedSum;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowedSumTest {
    private static final Testing WEEKLY_CLICKS = Testing.column(
            b -> b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK).sum());

    @Test
    void clicksOfTheLastSevenDaysAreCountedPerItem() {
        WEEKLY_CLICKS
                .replay(click("ann", "hat", days(0.5)), click("bob", "hat", days(1.5)), click("ann", "shoe", days(2)))
                .expect(ask("ann", days(2.5), "hat", "shoe", "scarf"), 2, 1, 0);
    }

    @Test
    void theWindowEndsAtTheQuestionNotAtTheLastEvent() {
        Testing scenario = WEEKLY_CLICKS.replay(click("ann", "hat", days(0.5)), click("bob", "hat", days(1.5)));
        scenario.expect(ask("ann", days(6.9), "hat"), 2);
        scenario.expect(ask("ann", days(7), "hat"), 1);
        scenario.expect(ask("ann", days(8), "hat"), 0);
        scenario.expect(ask("ann", days(4000), "hat"), 0);
    }

    @Test
    void aLateClickCountsInItsOwnBucket() {
        Testing scenario = WEEKLY_CLICKS.replay(
                click("ann", "hat", days(6)), click("bob", "hat", days(3)), click("cid", "hat", days(0.5)));
        scenario.expect(ask("ann", days(6.5), "hat"), 3);
        scenario.expect(ask("ann", days(9.5), "hat"), 2);
        scenario.expect(ask("ann", days(10), "hat"), 1);
    }

    @Test
    void aClickThatIsLateByAWholeWindowIsLeftOut() {
        WEEKLY_CLICKS
                .replay(click("ann", "hat", days(7.5)), click("bob", "hat", days(0.5)))
                .expect(ask("ann", days(7.6), "hat"), 1);
    }

    @Test
    void aRingThatIsUsedAgainForgetsWhatItHeld() {
        WEEKLY_CLICKS
                .replay(click("ann", "hat", days(0)), click("ann", "hat", days(3)), click("bob", "hat", days(70)))
                .expect(ask("ann", days(70), "hat"), 1);
    }

    @Test
    void aMeanDividesByTheNumberOfThingsSummed() {
        Testing.column(b -> b.sum(Amount.GMV, Entity.ITEM, lasting(7), 7, ADD_TO_CART)
                        .mean(b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, ADD_TO_CART)))
                .replay(cart("ann", "hat", 2, 10, days(1)), cart("bob", "hat", 1, 25, days(2)))
                .expect(ask("ann", days(3), "hat", "shoe"), 22.5f, Float.NaN);
    }

    @Test
    void aRateIsShrunkTowardsItsPrior() {
        Testing.column(b -> b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK)
                        .rate(b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, IMPRESSION), 0.25, 4))
                .replay(
                        impression("ann", days(1), "hat", "shoe"),
                        impression("bob", days(1), "shoe", "hat"),
                        click("bob", "hat", days(1)))
                .expect(ask("ann", days(3), "hat", "shoe", "scarf"), 2 / 6f, 1 / 6f, 0.25f);
    }

    @Test
    void aRatioOfDifferentEntitiesIsRefused() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        WindowedSum byItem = b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK);
        WindowedSum byUser = b.count(Amount.ONE, Entity.USER, lasting(7), 7, CLICK);
        assertEquals(
                "a ratio of ITEM and USER: both must have one key",
                assertThrows(IllegalArgumentException.class, () -> byItem.mean(byUser))
                        .getMessage());
    }

    @Test
    void aWindowThatDoesNotDivideIntoItsBucketsIsRefused() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        assertThrows(
                IllegalArgumentException.class,
                () -> b.count(Amount.ONE, Entity.ITEM, Duration.ofSeconds(10), 7_000, CLICK));
        assertThrows(IllegalArgumentException.class, () -> b.count(Amount.ONE, Entity.ITEM, lasting(7), 0, CLICK));
    }

    @Test
    void bucketsTooShortToBeNumberedAreRefused() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        assertThrows(
                IllegalArgumentException.class,
                () -> b.count(Amount.ONE, Entity.ITEM, Duration.ofSeconds(1), 10, CLICK));
    }

    @Test
    void equalsTheSumOverAllEventsForQuestionsAtOrAfterTheNewestBucket() {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            RandomLog log = new RandomLog(random, 5, 8);
            List<Event> events = log.events(500);
            History history = History.of(events);
            Entity key = List.of(Entity.ITEM, Entity.CATEGORY, Entity.ALL, Entity.USER, Entity.BRAND, Entity.PRICE_BAND)
                    .get(seed);
            Amount amount = List.of(Amount.ONE, Amount.GMV, Amount.PRICE).get(seed % 3);
            EventKind[] signals =
                    amount == Amount.GMV ? new EventKind[] {ADD_TO_CART} : new EventKind[] {CLICK, ADD_TO_CART};
            long bucket = Duration.ofHours(6).toMillis();
            Testing scenario = Testing.column(
                            b -> b.sum(amount, key, lasting(3), 12, signals).sum())
                    .replay(events);
            for (long later = 0; later < 4 * 12; later += 9) {
                long at = log.now() + later * bucket / 3;
                FeatureQuery query = ask("user 1", at, "item 0", "item 1", "item 2", "item 3", "never met");
                double[] expected = query.items().stream()
                        .mapToDouble(item -> entity(history, key, item).isEmpty()
                                ? 0
                                : history.of(key, entity(history, key, item), amount, signals).stream()
                                        .filter(f -> f.time() / bucket > at / bucket - 12)
                                        .mapToDouble(f -> f.amount(amount))
                                        .sum())
                        .toArray();
                scenario.expectNearly(amount == Amount.ONE ? 0 : 1e-5, query, expected);
            }
        }
    }

    private static String entity(History history, Entity key, String item) {
        return switch (key) {
            case ALL -> "all";
            case USER -> "user 1";
            default -> history.now(key, item);
        };
    }

    @Test
    void anItemCountsForTheCategoryItHadWhenItWasClicked() {
        Testing.column(b -> b.count(Amount.ONE, Entity.CATEGORY, lasting(7), 7, CLICK)
                        .sum())
                .replay(
                        item("hat", 10, "", "wear"),
                        click("ann", "hat", days(1)),
                        item(days(2), "hat", 10, "", "gifts"),
                        item(days(2), "cap", 10, "", "wear"),
                        click("ann", "hat", days(2)),
                        click("ann", "hat", days(2)))
                .expect(ask("ann", days(3), "hat", "cap"), 2, 1);
    }
}
