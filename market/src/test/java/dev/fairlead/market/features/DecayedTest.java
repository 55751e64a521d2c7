package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.IMPRESSION;
import static dev.fairlead.market.features.EventKind.PURCHASE;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.impression;
import static dev.fairlead.market.features.Happenings.lasting;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.events.Event;
import dev.fairlead.state.Decayed;
import dev.fairlead.state.FeatureStore;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayedTest {
    private static final Testing CLICKS = Testing.column(
            b -> b.decayed(Amount.ONE, Entity.ITEM, lasting(1), CLICK).value());

    @Test
    void aClickOfOneHalfLifeAgoCountsHalf() {
        Testing scenario = CLICKS.replay(click("ann", "hat", days(1)), click("bob", "hat", days(2)));
        scenario.expect(ask("ann", days(2), "hat", "shoe"), 1.5f, 0);
        scenario.expect(ask("ann", days(4), "hat"), 0.375f);
        scenario.expect(ask("ann", days(1000), "hat"), 0);
    }

    @Test
    void aLateClickCountsWithTheWeightOfItsAge() {
        CLICKS.replay(click("bob", "hat", days(2)), click("ann", "hat", days(1)))
                .expect(ask("ann", days(3), "hat"), 0.75f);
    }

    @Test
    void aRateIsShrunkTowardsItsPrior() {
        Testing.column(b -> b.decayed(Amount.ONE, Entity.ITEM, lasting(1), CLICK)
                        .rate(b.decayed(Amount.ONE, Entity.ITEM, lasting(1), IMPRESSION), 0.5, 2))
                .replay(
                        impression("ann", days(1), "hat"),
                        impression("ann", days(2), "hat"),
                        click("ann", "hat", days(2)))
                .expect(ask("ann", days(2), "hat", "shoe"), 2 / 3.5f, 0.5f);
    }

    @Test
    void aRatioOfDifferentEntitiesIsRefused() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        Decayed byItem = b.decayed(Amount.ONE, Entity.ITEM, lasting(1), CLICK);
        Decayed byUser = b.decayed(Amount.ONE, Entity.USER, lasting(1), CLICK);
        assertThrows(IllegalArgumentException.class, () -> byItem.rate(byUser, 0.5, 1));
    }

    /** Tolerance: half a float's last place (6e-8) for each of some hundred updates, and the interpolation's 2e-8. */
    @Test
    void equalsTheSumOfExactWeightsWithinOnePartInAHundredThousand() {
        for (int seed = 0; seed < 4; seed++) {
            RandomLog log = new RandomLog(new Random(seed), 5, 8);
            List<Event> events = log.events(500);
            History history = History.of(events);
            Duration halfLife = Duration.ofHours(List.of(1, 7, 48, 1000).get(seed));
            Amount amount = seed % 2 == 0 ? Amount.ONE : Amount.GMV;
            EventKind[] signals =
                    seed % 2 == 0 ? new EventKind[] {CLICK, IMPRESSION} : new EventKind[] {PURCHASE, ADD_TO_CART};
            Testing scenario = Testing.column(b ->
                            b.decayed(amount, Entity.ITEM, halfLife, signals).value())
                    .replay(events);
            for (double later : new double[] {0, 0.3, 2}) {
                FeatureQuery query = ask("x", log.now() + Math.round(later * 86_400_000), "item 0", "item 1", "item 2");
                long second = Math.floorDiv(query.at(), 1000L);
                double[] expected = query.items().stream()
                        .mapToDouble(item -> history.of(Entity.ITEM, item, amount, signals).stream()
                                .mapToDouble(f -> f.amount(amount)
                                        * Math.pow(2, -(double) (second - f.second()) / halfLife.toSeconds()))
                                .sum())
                        .toArray();
                scenario.expectNearly(1e-5, query, expected);
            }
        }
    }
}
