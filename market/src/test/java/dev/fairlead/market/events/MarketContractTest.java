package dev.fairlead.market.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RecordedFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketContractTest {
    private static RecordedFields item() {
        return new RecordedFields()
                .with("type", "item")
                .with("id", "e1")
                .with("time", 1_772_409_600_000L)
                .with("item", "hat")
                .with("price", 10.5);
    }

    private static RecordedFields shown(int position, double price) {
        return new RecordedFields()
                .with("item", "hat")
                .with("position", (long) position)
                .with("price", price);
    }

    private static RecordedFields impression(Fields... shown) {
        return new RecordedFields()
                .with("type", "impression")
                .with("id", "e1")
                .with("time", 1_772_409_600_000L)
                .with("user", "ann")
                .with("session", "s")
                .with("request", "r")
                .with("shown", List.of(shown));
    }

    private static void refused(Fields fields, String field, String reason) {
        ContractViolation violation = assertThrows(ContractViolation.class, () -> MarketEvents.TYPES.read(fields));
        assertEquals(field, violation.field());
        assertTrue(violation.reason().contains(reason), violation.reason());
    }

    @Test
    void whatKeepsTheContractIsRead() throws ContractViolation {
        CatalogueItem read = (CatalogueItem) MarketEvents.TYPES.read(item());
        assertEquals("hat", read.item());
        assertEquals(10.5, read.price());
        assertTrue(Double.isNaN(read.margin()));
        assertEquals(-1, read.stock());
    }

    @Test
    void aMissingOrEmptyRequiredFieldIsNamed() {
        refused(item().without("item"), "item", "required field 'item' is missing or empty");
        refused(item().with("item", ""), "item", "required field 'item' is missing or empty");
        refused(item().without("time"), "time", "required field 'time' is missing or empty");
        refused(item().without("type"), "type", "required field 'type' is missing or empty");
    }

    @Test
    void aChangeOfOneAttributeIsWhole() throws ContractViolation {
        CatalogueItem read =
                (CatalogueItem) MarketEvents.TYPES.read(item().without("price").with("stock", 3L));
        assertTrue(Double.isNaN(read.price()));
        assertEquals(3, read.stock());
        assertEquals(List.of(), read.clear());
    }

    @Test
    void nullAndAnEmptyListClear() throws ContractViolation {
        CatalogueItem read = (CatalogueItem) MarketEvents.TYPES.read(
                item().withNull("stock").with("markets", List.of()).withNull("brand"));
        assertEquals(List.of("brand", "stock", "markets"), read.clear());
        assertEquals(-1, read.stock());
        CatalogueItem named = (CatalogueItem) MarketEvents.TYPES.read(item().with("clear", List.of("stock", "brand")));
        assertEquals(List.of("brand", "stock"), named.clear());
        assertEquals(named, MarketEvents.TYPES.read(RecordedFields.of(MarketEvents.TYPES, named)));
    }

    @Test
    void whatCannotBeClearedIsRefusedWithWhatCan() {
        refused(
                item().with("clear", List.of("colour")),
                "colour",
                "'colour' is no attribute that can be cleared; such are price, ");
        refused(item().withNull("colour"), "colour", "'colour' is no attribute that can be cleared");
        refused(item().with("clear", List.of("item")), "item", "'item' is no attribute that can be cleared");
        refused(item().with("clear", List.of("price")), "clear", "'price' is to be cleared and has a value");
        refused(item().withNull("time").without("time"), "time", "required field 'time' is missing or empty");
    }

    @Test
    void aNumberOutOfRangeComesWithTheRange() {
        refused(item().with("price", -1.0), "price", "-1.0 is outside 0.0 to 1.0E9");
        refused(item().with("rating", 5.5), "rating", "5.5 is outside 0.0 to 5.0");
        refused(item().with("stock", -2L), "stock", "-2 is outside 0 to 2147483647");
    }

    @Test
    void anUnknownFieldComesWithASuggestion() {
        refused(item().with("ratting", 4.0), "ratting", "unknown field 'ratting'; did you mean 'rating'?");
        refused(item().with("colour", "red"), "colour", "unknown field 'colour'; known: ");
    }

    @Test
    void anUnknownTypeComesWithTheKnownOnes() {
        refused(item().with("type", "clik"), "type", "unknown event type 'clik'; known types are ");
    }

    @Test
    void secondsGivenForMillisecondsAreRefused() {
        refused(item().with("time", 1_772_409_600L), "time", "milliseconds since 1970, not seconds");
    }

    @Test
    void aFieldOfTheWrongKindIsRefused() {
        refused(item().with("price", "ten"), "price", "'ten' is not a Number");
    }

    @Test
    void aPlaceInsideAListIsNamed() {
        refused(
                impression(shown(1, 5), shown(2, 5), shown(3, 5), shown(4, -5)),
                "shown[3].price",
                "-5.0 is outside 0.0 to 1.0E9");
        refused(impression(shown(1, 5), shown(2, 5).without("item")), "shown[1].item", "is missing");
        refused(impression(shown(1, 5).with("prize", 1.0)), "shown[0].prize", "did you mean 'price'?");
        refused(impression(shown(0, 5)), "shown[0].position", "0 is outside 1 to 10000");
    }

    @Test
    void anImpressionShowsAtLeastOneItem() {
        refused(impression(), "shown", "required list 'shown' is missing or empty");
    }

    @Test
    void textsAndListsHaveALimit() {
        refused(item().with("item", "x".repeat(201)), "item", "text of 201 characters; at most 200");
        refused(item().with("category", List.of("wear", "x".repeat(201))), "category[1]", "text of 201 characters");
        refused(item().with("category", List.of("wear", "")), "category[1]", "1 to 200 are allowed");
        refused(
                item().with("category", new ArrayList<>(Collections.nCopies(10_001, "x"))),
                "category",
                "list of 10001; at most 10000");
    }

    @Test
    void aCurrencyAndATimeZoneAreChecked() {
        refused(item().with("currency", "euro"), "currency", "three capitals, like EUR");
        refused(impression(shown(1, 5)).with("time_zone", "Berlin"), "time_zone", "like Europe/Berlin or UTC");
    }
}
