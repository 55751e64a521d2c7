package dev.fairlead.market.features;

import static dev.fairlead.market.features.Happenings.START;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.hours;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.state.LocatedEntity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is known of items and users after several events about them. */
class CatalogueTest {
    private final Market market = new Market();
    private final Catalogue catalogue = market.catalogue();

    private static RecordedFields item(long time) {
        return new RecordedFields()
                .with("type", "item")
                .with("id", "i" + time)
                .with("time", time)
                .with("item", "lamp");
    }

    private static RecordedFields user(long time) {
        return new RecordedFields()
                .with("type", "user")
                .with("id", "u" + time)
                .with("time", time)
                .with("user", "ann");
    }

    private static CatalogueItem read(RecordedFields fields) {
        try {
            return (CatalogueItem) MarketEvents.TYPES.read(fields);
        } catch (ContractViolation e) {
            throw new AssertionError(e);
        }
    }

    private void happens(RecordedFields... events) {
        for (RecordedFields fields : events) {
            try {
                market.accept(MarketEvents.TYPES.read(fields), _ -> {});
            } catch (ContractViolation e) {
                throw new AssertionError(e);
            }
        }
    }

    private int lamp() {
        return catalogue.items().find("lamp");
    }

    private LocatedEntity ann() {
        return market.users().locate("ann");
    }

    /** A change of the price used to make a sold-out item sell again, everywhere, with no margin. */
    @Test
    void aPriceAloneLeavesTheRestAsItWas() {
        happens(
                item(START)
                        .with("price", 10.0)
                        .with("margin", 0.2)
                        .with("stock", 0L)
                        .with("brand", "acme")
                        .with("category", List.of("home", "lamps"))
                        .with("markets", List.of("de")),
                item(hours(1)).with("price", 8.0));
        assertEquals(8, catalogue.price(lamp()));
        assertEquals(0.2f, catalogue.margin(lamp()));
        assertFalse(catalogue.available(lamp()));
        assertEquals("acme", catalogue.brand(lamp()));
        assertEquals("home/lamps", catalogue.category(lamp()));
        assertFalse(catalogue.offeredIn(lamp(), "at"));
        happens(item(hours(2)).with("stock", 3L));
        assertTrue(catalogue.offered(lamp(), hours(3), catalogue.marketId("de")));
        assertEquals(8, catalogue.price(lamp()));
    }

    @Test
    void whatIsClearedIsNotKnownAnyMore() {
        happens(
                item(START)
                        .with("price", 10.0)
                        .with("margin", 0.2)
                        .with("stock", 0L)
                        .with("brand", "acme")
                        .with("category", List.of("home", "lamps"))
                        .with("markets", List.of("de")),
                item(hours(1)).withNull("margin").withNull("stock").withNull("brand"),
                item(hours(2)).with("markets", List.of()).with("clear", List.of("category")));
        assertEquals(10, catalogue.price(lamp()));
        assertTrue(Double.isNaN(catalogue.margin(lamp())));
        assertTrue(catalogue.available(lamp()), "stock is not counted");
        assertEquals("", catalogue.brand(lamp()));
        assertEquals("", catalogue.category(lamp()));
        assertEquals("", catalogue.topCategory(lamp()));
        assertTrue(catalogue.offeredIn(lamp(), "at"));
    }

    @Test
    void ofEachAttributeTheLatestTimeCounts() {
        happens(
                item(hours(5)).with("price", 5.0),
                item(hours(3)).with("price", 3.0).with("stock", 3L),
                item(hours(4)).withNull("stock"),
                item(hours(2)).with("stock", 0L).with("title", "Lamp"),
                item(hours(5)).with("price", 6.0));
        assertEquals(6, catalogue.price(lamp()), "of equal times the one that arrived last");
        assertTrue(catalogue.available(lamp()), "cleared at 4, sold out at 2");
        assertEquals("Lamp", catalogue.title(lamp()));
        assertEquals(hours(2), catalogue.since(lamp()), "first described then");
    }

    @Test
    void anEventThatChangesNothingIsCounted() {
        happens(item(hours(9)).with("price", 9.0), item(hours(1)).with("price", 1.0));
        assertEquals(1, catalogue.outdated());
        assertEquals(9, catalogue.price(lamp()));
        happens(item(hours(1)).with("price", 1.0).with("stock", 4L));
        assertEquals(1, catalogue.outdated(), "the stock is news");
        happens(user(hours(9)).with("market", "de"), user(hours(1)).with("market", "at"));
        assertEquals(1, market.users().outdated());
    }

    /** Any order of arrival comes to the same, where no two events have one time. */
    @Test
    void attributesDoNotDependOnTheOrderOfArrival() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            List<CatalogueItem> events = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                RecordedFields event = item(hours(i));
                if (random.nextBoolean()) {
                    event.with("price", (double) i);
                }
                switch (random.nextInt(3)) {
                    case 0 -> event.with("stock", (long) i);
                    case 1 -> event.withNull("stock");
                    default -> {}
                }
                if (random.nextBoolean()) {
                    event.with("brand", "b" + i);
                }
                events.add(read(event));
            }
            Catalogue inOrder = new Catalogue();
            events.forEach(inOrder::update);
            Collections.shuffle(events, random);
            Catalogue shuffled = new Catalogue();
            events.forEach(shuffled::update);
            assertEquals(inOrder.price(0), shuffled.price(0));
            assertEquals(inOrder.line(0).stock(), shuffled.line(0).stock());
            assertEquals(inOrder.brand(0), shuffled.brand(0));
            assertEquals(inOrder.since(0), shuffled.since(0));
            assertEquals(1, shuffled.described());
        }
    }

    @Test
    void profilesMergeToo() {
        happens(
                user(START)
                        .with("market", "DE")
                        .with("time_zone", "Asia/Tokyo")
                        .with("cohort", "2026-03")
                        .with("created", days(-3)),
                user(hours(1)).with("language", "de"));
        assertEquals(Users.code("de"), market.users().market(ann()));
        assertEquals(catalogue.marketId("De"), market.users().marketId(ann()));
        assertEquals("Asia/Tokyo", market.users().zone(ann()));
        assertEquals(Users.code("2026-03"), market.users().cohort(ann()));
        assertEquals(3 * 86_400, market.users().ageSeconds(ann(), START));
        happens(
                user(hours(3)).withNull("market").with("clear", List.of("time_zone")),
                user(hours(2)).with("market", "at"));
        assertEquals(0, market.users().market(ann()));
        assertEquals(-1, market.users().marketId(ann()));
        assertEquals("", market.users().zone(ann()));
        assertEquals(Users.code("2026-03"), market.users().cohort(ann()));
    }

    @Test
    void marketsAreOneWhateverTheCaseOfTheirLetters() {
        happens(item(START).with("price", 1.0).with("markets", List.of("DE", "at ")));
        for (String market : List.of("de", "DE", " De", "AT")) {
            assertTrue(catalogue.offeredIn(lamp(), market), market);
            assertFalse(catalogue.foreign(catalogue.marketId(market)));
        }
        assertFalse(catalogue.offeredIn(lamp(), "fr"));
        assertTrue(catalogue.foreign(catalogue.marketId("fr")));
        assertFalse(catalogue.foreign(catalogue.marketId("")));
        happens(user(START).with("market", "fr"));
        assertTrue(catalogue.foreign(catalogue.marketId("fr")), "a user's market is no item's");
        happens(item(hours(1)).withNull("markets"));
        assertFalse(catalogue.foreign(catalogue.marketId("fr")), "no item names any");
    }

    @Test
    void allOfItIsInASnapshot() throws IOException {
        happens(
                item(hours(5)).with("price", 5.0),
                item(hours(3)).with("price", 3.0).with("stock", 0L).with("markets", List.of("de")),
                item(hours(2)).with("price", 2.0),
                user(hours(5)).with("market", "de"),
                user(hours(4)).with("market", "at").with("cohort", "c"),
                new RecordedFields()
                        .with("type", "hide")
                        .with("id", "h")
                        .with("time", hours(6))
                        .with("user", "ann")
                        .with("session", "s")
                        .with("item", "lamp"));
        market.accept(new Click("c", hours(6), "bob", "s", "never described", ""), _ -> {});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        market.save(new DataOutputStream(bytes));
        Market loaded = new Market();
        loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        loaded.save(new DataOutputStream(again));
        assertArrayEquals(bytes.toByteArray(), again.toByteArray());
        assertEquals(1, loaded.catalogue().outdated());
        assertEquals(1, loaded.catalogue().described());
        assertFalse(loaded.catalogue().foreign(loaded.catalogue().marketId("de")));
        assertArrayEquals(
                new int[] {lamp()},
                loaded.users().marks(loaded.users().locate("ann")).hidden());
        loaded.accept(read(item(hours(4)).with("price", 4.0).with("stock", 1L)), _ -> {});
        assertEquals(5, loaded.catalogue().price(lamp()), "it knows of when each attribute is");
        assertTrue(loaded.catalogue().available(lamp()));
        assertEquals(Context.UNKNOWN.market(), "");
        assertEquals(
                market.users().market(ann()),
                loaded.users().market(loaded.users().locate("ann")));
        loaded.accept(new UserProfile("p", hours(4.5), "ann", "fr", "", "", "", 0), _ -> {});
        assertEquals(
                Users.marketCode("de"), loaded.users().market(loaded.users().locate("ann")));
    }
}
