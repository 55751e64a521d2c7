package dev.fairlead.market.features;

import static dev.fairlead.market.features.Happenings.START;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.hours;
import static dev.fairlead.market.features.Happenings.interaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Return;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InteractionKindsTest {
    private static final InteractionKinds USUAL = InteractionKinds.USUAL;

    @Test
    void theUsualWordsHaveTheirSigns() {
        for (String kind :
                List.of("like", "Favorite", "add to wishlist", "thumbs-up", "rating_5", "5 stars", "share")) {
            assertEquals(InteractionKinds.Sign.POSITIVE, USUAL.sign(kind), kind);
            assertTrue(USUAL.known(kind), kind);
        }
        for (String kind : List.of("impression", "skip", "rating_3")) {
            assertEquals(InteractionKinds.Sign.NEUTRAL, USUAL.sign(kind), kind);
        }
        for (String kind : List.of(
                "dislike",
                "DISLIKE",
                "remove_from_cart",
                "Remove from cart",
                "not-interested",
                "rating_1",
                "return",
                "complaint")) {
            assertEquals(InteractionKinds.Sign.NEGATIVE, USUAL.sign(kind), kind);
        }
        assertEquals(InteractionKinds.Sign.POSITIVE, USUAL.sign("view"), "what is in no list");
        assertFalse(USUAL.known("view"));
        assertEquals(-1, USUAL.weight("dislike"));
        assertEquals(-0.3, USUAL.weight("remove_from_cart"));
    }

    @Test
    void wordsOfOnesOwnTakeThePlaceOfTheUsualOnes() {
        InteractionKinds own = InteractionKinds.of("yes", "", "no:0.25");
        assertEquals(-0.25, own.weight("NO"));
        assertEquals(1, own.weight("dislike"));
        assertNotEquals(own.text(), USUAL.text());
        assertEquals(own.text(), InteractionKinds.of(" YES ", " ", "no: .25").text());
    }

    @Test
    void whatIsNoListIsRefusedWithWhatToWrite() {
        for (String wrong : List.of("dislike", "dislike:0", "dislike:1.5", "dislike:x", "a:1:1")) {
            String why = String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> InteractionKinds.of("", "", wrong))
                            .getMessage());
            assertTrue(why.contains("write KIND:WEIGHT"), why);
        }
        String twice = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> InteractionKinds.of("like", "Like", "dislike:1"))
                        .getMessage());
        assertTrue(twice.contains("'like' is named twice"), twice);
    }

    /** A dislike counted as a liking of everybody and of the one who disliked. */
    @Test
    void onlyLikingsCountAsInteractions() {
        Testing counts = Testing.features(b -> b.add(
                        "liked",
                        b.count(Amount.ONE, Entity.ITEM, Duration.ofDays(7), 7, EventKind.INTERACTION)
                                .sum())
                .add(
                        "hidden",
                        b.count(Amount.ONE, Entity.ITEM, Duration.ofDays(7), 7, EventKind.HIDE)
                                .sum())
                .add(
                        "history",
                        b.recent(Entity.USER, Entity.ITEM, 8, Duration.ofDays(7), EventKind.INTERACTION)
                                .distinct(Duration.ofDays(1))));
        counts.replay(
                        interaction("ann", "hat", "view", hours(1)),
                        interaction("ann", "hat", "like", hours(2)),
                        interaction("ann", "hat", "remove_from_cart", hours(3)),
                        interaction("ann", "hat", "impression", hours(3)))
                .expect(ask("ann", hours(2), "hat"), 2, 0, 1);
        counts.replay(interaction("ann", "hat", "dislike", hours(1))).expect(ask("ann", hours(2), "hat"), 0, 1, 0);
    }

    private static Map<String, Double> heldAgainst(Market market, String user) {
        Map<String, Double> against = new HashMap<>();
        ItemMarks marks = market.users().marks(market.users().locate(user));
        marks.lowered(
                (item, _, weight) -> against.put(market.catalogue().items().text(item), weight));
        for (int item : marks.hidden()) {
            against.put(market.catalogue().items().text(item), 1.0);
        }
        return against;
    }

    @Test
    void whatAUserDislikesIsHeldAgainstTheItemForThatUser() {
        Market market = new Market();
        market.accept(interaction("ann", "a", "dislike", START), _ -> {});
        market.accept(interaction("ann", "b", "remove_from_cart", START), _ -> {});
        market.accept(new Hide("h", START, "ann", "s", "c", ""), _ -> {});
        market.accept(new Complaint("x", START, "ann", "s", "d", "", ""), _ -> {});
        market.accept(new Return("r", START, "ann", "s", "e", "", 1, ""), _ -> {});
        market.accept(interaction("ann", "f", "view", START), _ -> {});
        assertEquals(Map.of("a", 1.0, "b", 0.3, "c", 1.0, "d", 0.8, "e", 0.5), heldAgainst(market, "ann"));
        assertEquals(Map.of(), heldAgainst(market, "bob"));
        market.accept(interaction("ann", "a", "view", hours(1)), _ -> {});
        market.accept(interaction("ann", "b", "like", hours(1)), _ -> {});
        market.accept(interaction("ann", "c", "unhide", hours(1)), _ -> {});
        assertEquals(Map.of("a", 1.0, "d", 0.8, "e", 0.5), heldAgainst(market, "ann"));
    }
}
