package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.INTERACTION;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.cart;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.interaction;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.seconds;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.state.Hashing;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LastValueTest {
    private static final Testing CART_PRICE =
            Testing.column(b -> b.last(Amount.PRICE, Entity.ITEM, ADD_TO_CART).value());

    @Test
    void theNewestByEventTimeStaysEvenIfAnOlderArrivesLater() {
        CART_PRICE
                .replay(
                        cart("ann", "hat", 1, 10, days(1)),
                        cart("ann", "hat", 1, 12, days(3)),
                        cart("ann", "hat", 1, 11, days(2)))
                .expect(ask("ann", days(4), "hat", "shoe"), 12, Float.NaN);
    }

    @Test
    void ofTwoInTheSameSecondTheLaterArrivalStays() {
        CART_PRICE
                .replay(cart("ann", "hat", 1, 10, seconds(5.9)), cart("ann", "hat", 1, 12, seconds(5.1)))
                .expect(ask("ann", days(4), "hat"), 12);
    }

    @Test
    void anAmountThatIsNotKnownIsSkipped() {
        CART_PRICE
                .replay(cart("ann", "hat", 1, 10, days(1)), cart("ann", "hat", 1, Double.NaN, days(2)))
                .expect(ask("ann", days(4), "hat"), 10);
    }

    @Test
    void aPriceThatTheEventDoesNotGiveIsTheCataloguesAtThatMoment() {
        CART_PRICE
                .replay(
                        item(days(0), "hat", 7, ""),
                        cart("ann", "hat", 1, Double.NaN, days(1)),
                        item(days(2), "hat", 9, ""))
                .expect(ask("ann", days(4), "hat"), 7);
    }

    @Test
    void secondsSinceAreCountedToTheQuestion() {
        Testing scenario = Testing.column(
                        b -> b.last(Amount.ONE, Entity.USER, CLICK).since())
                .replay(click("ann", "hat", seconds(100)));
        scenario.expect(ask("ann", seconds(160), "hat", "shoe"), 60, 60);
        scenario.expect(ask("ann", seconds(50), "hat"), 0);
        scenario.expect(ask("bob", seconds(160), "hat"), Float.NaN);
    }

    @Test
    void theKindOfTheLastInteractionIsACategory() {
        Testing scenario = Testing.column(
                        b -> b.last(Amount.CODE, Entity.USER, INTERACTION).category())
                .replay(interaction("ann", "hat", "image", days(1)));
        scenario.expect(ask("ann", days(2), "hat"), Hashing.code("image", 1000));
        assertTrue(scenario.empty().features().getFirst().column().categorical());
    }

    @Test
    void equalsTheLastOfAllEventsByTime() {
        for (int seed = 0; seed < 2; seed++) {
            RandomLog log = new RandomLog(new Random(seed), 5, 8);
            List<Event> events = log.events(400);
            History history = History.of(events);
            Testing scenario = Testing.features(b -> b.add(
                            "price",
                            b.last(Amount.PRICE, Entity.ITEM, CLICK, ADD_TO_CART)
                                    .value())
                    .add(
                            "since",
                            b.last(Amount.PRICE, Entity.ITEM, CLICK, ADD_TO_CART)
                                    .since()));
            for (int i = 0; i < 8; i++) {
                Optional<History.Fact> last =
                        history.of(Entity.ITEM, "item " + i, Amount.PRICE, CLICK, ADD_TO_CART).stream()
                                .sorted(Comparator.comparingLong(History.Fact::second)) // stable: arrival breaks ties
                                .reduce((_, newer) -> newer);
                long now = Math.floorDiv(log.now(), 1000L);
                scenario.replay(events)
                        .expect(
                                ask("x", log.now(), "item " + i),
                                last.map(f -> (float) f.amount(Amount.PRICE)).orElse(Float.NaN),
                                last.map(f -> (float) (now - f.second())).orElse(Float.NaN));
            }
        }
    }
}
