package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.INTERACTION;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.askAt;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.lasting;
import static dev.fairlead.market.features.Happenings.seconds;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.state.Column;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.RecentValues;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RecentValuesTest {
    private static final float NAN = Float.NaN;

    /** Items that a user clicked, at most 3, half-life a day. */
    private static Testing clicked(Function<RecentValues, Column<? super MarketRequest>> read) {
        return Testing.column(b -> read.apply(b.recent(Entity.USER, Entity.ITEM, 3, lasting(1), CLICK)));
    }

    private static Testing inSession(Function<RecentValues, Column<? super MarketRequest>> read) {
        return Testing.column(b -> read.apply(b.session(Entity.USER, Entity.ITEM, 3, CLICK)));
    }

    @Test
    void weightsAreDecayedCountsPerValue() {
        clicked(RecentValues::weight)
                .replay(click("ann", "hat", days(1)), click("ann", "hat", days(2)), click("ann", "shoe", days(2)))
                .expect(ask("ann", days(3), "hat", "shoe", "scarf"), 0.75f, 0.5f, 0);
    }

    @Test
    void shareIsTheCandidatesPartOfAllWeight() {
        Testing scenario = Testing.column(b -> b.recent(Entity.USER, Entity.BRAND, 3, lasting(1), CLICK)
                        .share())
                .replay(
                        item("hat", 1, "acme"),
                        item("cap", 1, "acme"),
                        item("shoe", 1, "other"),
                        click("ann", "hat", days(1)),
                        click("ann", "hat", days(1)),
                        click("ann", "cap", days(1)),
                        click("ann", "shoe", days(1)));
        scenario.expect(ask("ann", days(9), "hat", "cap", "shoe", "scarf"), 0.75f, 0.75f, 0.25f, 0);
        scenario.expect(ask("bob", days(9), "hat", "scarf"), NAN, NAN);
        scenario.expect(ask("ann", days(900), "hat"), NAN);
    }

    @Test
    void sinceCountsSecondsFromTheLastMeeting() {
        clicked(RecentValues::since)
                .replay(
                        click("ann", "hat", seconds(10)),
                        click("ann", "hat", seconds(30)),
                        click("ann", "hat", seconds(20)))
                .expect(ask("ann", seconds(40), "hat", "shoe"), 10, NAN);
    }

    @Test
    void recencyRankCountsWhatWasMetLater() {
        clicked(RecentValues::recencyRank)
                .replay(
                        click("ann", "hat", seconds(10)),
                        click("ann", "shoe", seconds(30)),
                        click("ann", "cap", seconds(20)))
                .expect(ask("ann", seconds(40), "hat", "shoe", "cap", "scarf"), 2, 0, 1, NAN);
    }

    @Test
    void distinctCountsValuesWithinTheWindowBeforeTheQuestion() {
        Testing scenario = clicked(r -> r.distinct(lasting(1)))
                .replay(click("ann", "hat", days(1)), click("ann", "hat", days(1.5)), click("ann", "shoe", days(2)));
        scenario.expect(ask("ann", days(2), "x"), 2);
        scenario.expect(ask("ann", days(2.5), "x"), 1);
        scenario.expect(ask("bob", days(2.5), "x"), 0);
    }

    @Test
    void placesAreCountedFromTheValueMetLast() {
        Testing scenario = clicked(RecentValues::placesAfterLast)
                .replay(click("ann", "hat", seconds(10)), click("ann", "shoe", seconds(30)));
        scenario.expect(ask("ann", seconds(40), "hat", "shoe", "cap"), -1, 0, 1);
        scenario.expect(ask("ann", seconds(40), "cap", "hat"), -1, 0);
        scenario.expect(ask("ann", seconds(40), "cap"), NAN);
    }

    @Test
    void pricesAreComparedWithTheValueMetLast() {
        Testing scenario = clicked(r -> r.ratioToLast("priceToLast", MarketRequest::price))
                .replay(click("ann", "hat", seconds(10)));
        scenario.expect(
                askAt(new double[] {10, 25, Double.NaN}, "ann", seconds(40), "hat", "shoe", "cap"), 1, 2.5f, NAN);
        scenario.expect(askAt(new double[] {0, 25}, "ann", seconds(40), "hat", "shoe"), NAN, NAN);
    }

    @Test
    void pricesAreComparedWithTheMeanOfTheValuesMetThatHaveOne() {
        Testing scenario = clicked(r -> r.ratioToMet("priceToMet", MarketRequest::price))
                .replay(click("ann", "hat", seconds(10)), click("ann", "cap", seconds(11)));
        scenario.expect(
                askAt(new double[] {10, 25, Double.NaN}, "ann", seconds(40), "hat", "shoe", "cap"), 1, 2.5f, NAN);
        scenario.expect(askAt(new double[] {0, 25, 0}, "ann", seconds(40), "hat", "shoe", "cap"), NAN, NAN, NAN);
        scenario.expect(askAt(new double[] {Double.NaN, 25}, "ann", seconds(40), "hat", "shoe"), NAN, NAN);
    }

    @Test
    void theLightestValueMakesRoom() {
        clicked(RecentValues::weight)
                .replay(
                        click("ann", "hat", days(1)),
                        click("ann", "hat", days(1)),
                        click("ann", "shoe", days(1)),
                        click("ann", "cap", days(1.5)),
                        click("ann", "scarf", days(2)))
                .expect(ask("ann", days(2), "hat", "shoe", "cap", "scarf"), 1, 0, (float) Math.sqrt(0.5), 1);
    }

    @Test
    void aLateValueTakesThePlaceOfTheOneThatIsLightestNowNotThen() {
        clicked(RecentValues::recencyRank)
                .replay(
                        click("ann", "hat", days(5)),
                        click("ann", "shoe", days(2)),
                        click("ann", "shoe", days(2)),
                        click("ann", "cap", days(5)),
                        click("ann", "scarf", days(1)))
                .expect(ask("ann", days(6), "hat", "shoe", "cap", "scarf"), 0, NAN, 0, 2);
    }

    @Test
    void aSessionHoldsOnlyItsOwn() {
        Testing scenario = inSession(RecentValues::weight)
                .replay(
                        click("ann", "monday", "hat", seconds(10)),
                        click("ann", "tuesday", "shoe", seconds(20)),
                        click("ann", "monday", "cap", seconds(15)));
        scenario.expect(ask("ann", "tuesday", seconds(30), "hat", "shoe", "cap"), 0, 1, 0);
        scenario.expect(ask("ann", "monday", seconds(30), "hat", "shoe", "cap"), 0, 0, 0);
    }

    @Test
    void countsWithinASessionDoNotDecayAtAll() {
        inSession(RecentValues::weight)
                .replay(click("ann", "hat", days(1)), click("ann", "hat", days(1.1)), click("ann", "hat", days(1.2)))
                .expect(ask("ann", days(1.5), "hat"), 3);
    }

    @Test
    void aSessionRemembersItsNewestTimeWhenThatValueLostItsPlace() {
        inSession(RecentValues::weight)
                .replay(
                        click("ann", "tuesday", "hat", seconds(10)),
                        click("ann", "tuesday", "hat", seconds(11)),
                        click("ann", "tuesday", "shoe", seconds(10)),
                        click("ann", "tuesday", "shoe", seconds(11)),
                        click("ann", "tuesday", "cap", seconds(90)),
                        click("ann", "tuesday", "scarf", seconds(20)),
                        click("ann", "tuesday", "glove", seconds(21)),
                        click("ann", "monday", "tie", seconds(50)))
                .expect(ask("ann", "tuesday", seconds(99), "hat"), 2);
    }

    @Test
    void aListPerItemIsRefusedSinceARequestReadsOneList() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        assertThrows(IllegalArgumentException.class, () -> b.recent(Entity.ITEM, Entity.BRAND, 3, lasting(1), CLICK));
        assertThrows(IllegalArgumentException.class, () -> b.session(Entity.USER, Entity.ITEM, 0, CLICK));
    }

    @Test
    void recentItemsComeNewestFirst() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(new Market());
        RecentValues recent = b.recent(Entity.USER, Entity.ITEM, 3, lasting(1), CLICK);
        FeatureStore<FeatureQuery, Market> store = b.build();
        store.accept(Logged.at(1, click("ann", "hat", seconds(10))));
        store.accept(Logged.at(2, click("ann", "shoe", seconds(30))));
        store.accept(Logged.at(3, click("ann", "cap", seconds(20))));
        assertArrayEquals(new int[] {1, 2}, recentItems(store, recent, "ann", 2));
        assertArrayEquals(new int[] {1, 2, 0}, recentItems(store, recent, "ann", 9));
        assertArrayEquals(new int[0], recentItems(store, recent, "bob", 9));
    }

    private static int[] recentItems(
            FeatureStore<FeatureQuery, Market> store, RecentValues recent, String user, int limit) {
        return store.read(view -> view.recent(recent, view.entities().users().locate(user), limit));
    }

    /** Tolerance: rounding of floats at each of some dozen meetings of a value. */
    @Test
    void allReadingsEqualAPlainListOfWhatWasMet() {
        for (int seed = 0; seed < 8; seed++) {
            boolean session = seed % 2 == 1;
            Entity of = List.of(Entity.ITEM, Entity.CATEGORY, Entity.PRICE_BAND, Entity.BRAND)
                    .get(seed / 2);
            RandomLog log = new RandomLog(new Random(seed), 3, 12);
            List<Event> events = log.events(600);
            Duration halfLife = Duration.ofHours(10);
            Testing scenario = Testing.features(b -> {
                        RecentValues recent = session
                                ? b.session(Entity.USER, of, 4, CLICK, INTERACTION, ADD_TO_CART)
                                : b.recent(Entity.USER, of, 4, halfLife, CLICK, INTERACTION, ADD_TO_CART);
                        b.add("weight", recent.weight()).add("share", recent.share());
                        b.add("since", recent.since()).add("rank", recent.recencyRank());
                        b.add("distinct", recent.distinct(Duration.ofHours(2)));
                        b.add("places", recent.placesAfterLast())
                                .add("price", recent.ratioToLast("priceToLast", MarketRequest::price));
                    })
                    .replay(events);
            History history = History.of(events);
            for (int question = 0; question < 3; question++) {
                FeatureQuery query = log.query();
                NaiveRecent met = new NaiveRecent(session ? 0 : halfLife.toSeconds(), 4);
                history.facts().stream()
                        .filter(f -> List.of(CLICK, INTERACTION, ADD_TO_CART).contains(f.signal()))
                        .filter(f -> f.of(Entity.USER).equals(query.user()))
                        .forEach(f -> met.meet(session ? f.session() : "", f.of(of), f.second()));
                scenario.expectNearly(1e-4, query, met.read(query, session ? query.session() : "", history, of));
            }
        }
    }
}
