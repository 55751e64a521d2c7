package dev.fairlead.market.features;

import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.askAt;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.item;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.state.Hashing;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemColumnsTest {
    private static final float NAN = Float.NaN;
    private static final CatalogueItem FULL = new CatalogueItem(
            "i",
            days(0),
            "hat",
            20,
            0.25,
            "EUR",
            List.of("wear", "head"),
            "acme",
            "sue",
            days(-8),
            4.5,
            3,
            7,
            days(-2),
            "",
            List.of());
    private static final CatalogueItem BARE = item("shoe", 80, "");

    private static final Testing ATTRIBUTES = Testing.features(b -> b.add("price", ItemColumns.price())
                    .add("margin", ItemColumns.margin())
                    .add("rating", ItemColumns.rating())
                    .add("shipping", ItemColumns.shippingDays())
                    .add("stock", ItemColumns.stock())
                    .add("age", ItemColumns.ageDays())
                    .add("seller's age", ItemColumns.sellerAgeDays()))
            .replay(FULL, BARE);

    @Test
    void attributesAreTheCatalogues() {
        ATTRIBUTES.expect(ask("ann", days(1), "hat"), 20, 0.25f, 4.5f, 3, 7, 3, 9);
    }

    @Test
    void whatTheCatalogueDoesNotSayIsNotKnown() {
        ATTRIBUTES.expect(ask("ann", days(1), "shoe"), 80, NAN, NAN, NAN, NAN, NAN, NAN);
        ATTRIBUTES.expect(ask("ann", days(1), "scarf"), NAN, NAN, NAN, NAN, NAN, NAN, NAN);
        ATTRIBUTES
                .replay(click("ann", "scarf", days(0)))
                .expect(ask("ann", days(1), "scarf"), NAN, NAN, NAN, NAN, NAN, NAN, NAN);
    }

    @Test
    void aDescriptionThatIsLateChangesNothing() {
        Testing price = Testing.column(_ -> ItemColumns.price());
        price.replay(item(days(2), "hat", 9, ""), item(days(1), "hat", 7, "")).expect(ask("ann", days(3), "hat"), 9);
    }

    @Test
    void aPriceGivenByTheCallerComesFirst() {
        Testing.column(_ -> ItemColumns.price())
                .replay(FULL, BARE)
                .expect(askAt(new double[] {15, Double.NaN}, "ann", days(1), "hat", "shoe"), 15, 80);
    }

    @Test
    void codesAreTheSameInEveryLog() {
        for (Entity key : List.of(Entity.ITEM, Entity.SELLER, Entity.BRAND, Entity.CATEGORY, Entity.TOP_CATEGORY)) {
            String text = switch (key) {
                case ITEM -> "hat";
                case SELLER -> "sue";
                case BRAND -> "acme";
                case CATEGORY -> "wear/head";
                default -> "wear";
            };
            Testing scenario = Testing.column(_ -> ItemColumns.code(key));
            float code = Hashing.code(text, 1000);
            scenario.replay(FULL, BARE).expect(ask("ann", days(1), "hat", "scarf"), code, 0);
            scenario.replay(item("tie", 1, "x", "y"), BARE, FULL).expect(ask("ann", days(1), "hat"), code);
        }
    }

    @Test
    void thePriceBandIsThatOfThePriceShown() {
        Testing.column(_ -> ItemColumns.code(Entity.PRICE_BAND))
                .replay(FULL)
                .expect(
                        askAt(new double[] {Double.NaN, 2, Double.NaN}, "ann", days(1), "hat", "hat", "scarf"),
                        1 + 8,
                        1 + 2,
                        0);
    }

    @Test
    void aCodeOfTheUserIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ItemColumns.code(Entity.USER));
    }
}
