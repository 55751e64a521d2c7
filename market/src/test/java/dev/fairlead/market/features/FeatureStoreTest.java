package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.cart;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.dwell;
import static dev.fairlead.market.features.Happenings.impression;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.lasting;
import static dev.fairlead.market.features.Happenings.search;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.log.Logged;
import dev.fairlead.market.events.Context;
import dev.fairlead.state.FeatureStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureStoreTest {
    private static Testing total(Amount amount) {
        return Testing.column(b ->
                b.sum(amount, Entity.ALL, lasting(7), 7, EventKind.values()).sum());
    }

    @Test
    void eachAmountIsTakenFromTheEventsThatHaveIt() {
        Testing happened = total(Amount.ONE)
                .replay(
                        item("hat", 10, ""),
                        impression("ann", days(1), "hat", "shoe"),
                        click("ann", "hat", days(1)),
                        dwell("ann", "hat", 30, days(1)),
                        cart("ann", "hat", 3, 8, days(1)),
                        search("ann", "hats", days(1)));
        happened.expect(ask("ann", days(1), "x"), 6);
    }

    @Test
    void dwellSecondsAreNoQuantityAndQuantitiesNoSeconds() {
        for (Amount amount : List.of(Amount.SECONDS, Amount.GMV)) {
            total(amount)
                    .replay(item("hat", 10, ""), dwell("ann", "hat", 30, days(1)), cart("ann", "hat", 3, 8, days(1)))
                    .expect(ask("ann", days(1), "x"), amount == Amount.SECONDS ? 30 : 24);
        }
    }

    @Test
    void lowerPlacesOfASlateCountLess() {
        Testing.column(b -> b.sum(Amount.RECIPROCAL_POSITION, Entity.ITEM, lasting(7), 7, EventKind.IMPRESSION)
                        .sum())
                .replay(impression("ann", days(1), "hat", "shoe"), impression("bob", days(1), "hat"))
                .expect(ask("ann", days(1), "hat", "shoe"), 2, 0.5f);
    }

    @Test
    void aggregatesAskedForTwiceAreOneAndTheSame() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        assertSame(
                b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK),
                b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK));
    }

    @Test
    void twoFeaturesOfOneNameAreRefused() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b =
                FeatureStore.builder(new Market()).add("price", ItemColumns.price());
        assertThrows(IllegalArgumentException.class, () -> b.add("price", ItemColumns.margin()));
    }

    @Test
    void aBuilderMakesOneStoreSinceAggregatesAreItsState() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        b.build();
        assertThrows(IllegalStateException.class, b::build);
    }

    @Test
    void theFingerprintTellsDefinitionsNamesAndOrderApart() {
        String one = FeatureStore.builder(new Market())
                .add("a", ItemColumns.price())
                .add("b", ItemColumns.margin())
                .build()
                .fingerprint();
        assertEquals(
                one,
                FeatureStore.builder(new Market())
                        .add("a", ItemColumns.price())
                        .add("b", ItemColumns.margin())
                        .build()
                        .fingerprint());
        assertNotEquals(
                one,
                FeatureStore.builder(new Market())
                        .add("b", ItemColumns.price())
                        .add("a", ItemColumns.margin())
                        .build()
                        .fingerprint());
        assertNotEquals(
                one,
                FeatureStore.builder(new Market())
                        .add("b", ItemColumns.margin())
                        .add("a", ItemColumns.price())
                        .build()
                        .fingerprint());
    }

    @Test
    void offsetsMustRise() {
        FeatureStore<FeatureQuery, Market> store =
                FeatureStore.builder(new Market()).build();
        store.accept(Logged.at(5, click("ann", "hat", days(1))));
        assertThrows(IllegalStateException.class, () -> store.accept(Logged.at(5, click("ann", "hat", days(1)))));
    }

    @Test
    void pricesMustBeOnePerCandidate() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new FeatureQuery("ann", "s", Context.UNKNOWN, 0, List.of("a", "b"), new double[1]));
    }
}
