package dev.fairlead.ranking;

import static dev.fairlead.ranking.Shop.HOUR;
import static dev.fairlead.ranking.Shop.MINUTE;
import static dev.fairlead.ranking.Shop.START;
import static dev.fairlead.ranking.Shop.click;
import static dev.fairlead.ranking.Shop.impression;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** History that was brought in out of order is read as if it had arrived as it happened. */
class EventTimeOrderTest {
    private static final Supplier<FeatureStore<FeatureQuery, Market>> STORES = Shop::store;

    private static final Comparator<Event> BY_TIME =
            Comparator.comparingLong(Event::time).thenComparing(event -> !(event instanceof CatalogueItem));

    /** What no one decided live, no two events at one time but descriptions. */
    private static List<Event> history(long seed, int visits) {
        Map<Long, Event> byTime = new HashMap<>();
        List<Event> events = new ArrayList<>();
        for (Event event : Shop.random(seed, visits)) {
            if (event instanceof CatalogueItem) {
                events.add(event);
            } else if (!(event instanceof Decision) && byTime.putIfAbsent(event.time(), event) == null) {
                events.add(event);
            }
        }
        events.sort(BY_TIME);
        return events;
    }

    /** First all clicks and sales, then the impressions, then the items. */
    private static List<Event> asThreeTables(List<Event> events) {
        List<Event> tables = new ArrayList<>();
        Predicate<Event> item = CatalogueItem.class::isInstance;
        Predicate<Event> shown = Impression.class::isInstance;
        events.stream().filter(item.or(shown).negate()).forEach(tables::add);
        events.stream().filter(shown).forEach(tables::add);
        events.stream().filter(item).forEach(tables::add);
        return tables;
    }

    private static OutcomeJoin.Result join(MemoryLog log) {
        return Shop.join(log, LabelWindows.DEFAULT);
    }

    private static TrainingSet replay(MemoryLog log, OutcomeJoin.Result joined) {
        return TrainingSet.replay(
                log, log.end(), Shop::store, joined.asOfEventTime().lists(), _ -> {});
    }

    private static Map<String, float[]> rows(TrainingSet set) {
        Map<String, float[]> rows = new HashMap<>();
        for (int l = 0; l < set.lists().size(); l++) {
            rows.put(set.lists().get(l).request(), set.rows()[l]);
        }
        return rows;
    }

    /** A ranker trained on the three tables as they came learnt from rows that knew no item and every click. */
    @Test
    void threeTablesOneAfterTheOtherGiveTheRowsOfTheMergedHistory() {
        List<Event> merged = history(21, 300);
        MemoryLog inOrder = Shop.log(merged);
        MemoryLog tables = Shop.log(asThreeTables(merged));
        assertFalse(join(inOrder).order().outOfOrder());
        assertTrue(join(tables).order().outOfOrder());
        TrainingSet expected =
                TrainingSet.replay(inOrder, Shop.store(), join(inOrder).lists(), _ -> {});
        TrainingSet actual = replay(tables, join(tables));
        Map<String, float[]> rows = rows(actual);
        assertTrue(expected.lists().size() > 250);
        assertEquals(expected.lists().size(), actual.byEventTime());
        rows(expected).forEach((request, row) -> assertArrayEquals(row, rows.get(request), request));
        TrainingSet asTheyCame =
                TrainingSet.replay(tables, Shop.store(), join(tables).lists(), _ -> {});
        assertFalse(Arrays.deepEquals(actual.rows(), asTheyCame.rows()), "the test would show nothing");
        LeakageCheck.Report report =
                LeakageCheck.check(tables, STORES, actual, Shop.store().names(), 50, 1);
        assertTrue(report.passed(), report.toString());
    }

    @Test
    void aRowOfLaterIsFound() {
        MemoryLog tables = Shop.log(asThreeTables(history(22, 100)));
        TrainingSet honest = replay(tables, join(tables));
        List<ShownList> early = honest.lists().stream()
                .map(list -> list.byEventTime(list.eventTime() - 2 * HOUR))
                .toList();
        LeakageCheck.Report report = LeakageCheck.check(
                tables,
                STORES,
                new TrainingSet(early, honest.rows(), honest.width()),
                Shop.store().names(),
                50,
                1);
        assertFalse(report.passed());
    }

    /** What was decided live keeps its position, whatever came into the log beside it. */
    @Test
    void liveDecisionsAreReadAtTheirPositions() {
        MemoryLog log = Shop.log(Shop.random(23, 200));
        OutcomeJoin.Result joined = join(log);
        assertTrue(joined.order().outOfOrder(), "every tenth event is late");
        Map<String, float[]> expected = rows(TrainingSet.replay(log, Shop.store(), joined.lists(), _ -> {}));
        TrainingSet set = replay(log, joined);
        int live = 0;
        for (int l = 0; l < set.lists().size(); l++) {
            ShownList list = set.lists().get(l);
            if (!list.byEventTime()) {
                live++;
                assertArrayEquals(expected.get(list.request()), set.rows()[l]);
            }
        }
        assertEquals(joined.decisions(), live);
        assertTrue(live > 50 && live < 150, live + " decided live");
    }

    @Test
    void eventsAreHandedOverInOrderOfTheirTimesHoweverFewAreHeld() {
        Random random = new Random(24);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(click("r", "i" + i, "s" + i, START + random.nextInt(40) * MINUTE));
        }
        List<Event> expected = new ArrayList<>(events);
        expected.sort(Comparator.comparingLong(Event::time));
        MemoryLog log = Shop.log(events);
        for (int atOnce : new int[] {1, 7, 100, 500, 1_000}) {
            List<Event> read = new ArrayList<>();
            EventTimeOrder.read(log, log.end(), atOnce, logged -> {
                read.add(logged.event());
                assertEquals(read.size(), logged.offset());
            });
            assertEquals(expected, read);
        }
        List<Event> first = new ArrayList<>();
        EventTimeOrder.read(log, Position.of(3), logged -> first.add(logged.event()));
        assertEquals(3, first.size(), "what came later is not read");
    }

    @Test
    void theAuditSaysWhatIsOutOfOrderAndWhichRowsAreWhich() {
        MemoryLog log = Shop.log(
                click("r", "hat", START + HOUR + MINUTE),
                impression("r", START + HOUR, "hat", "shoe"),
                impression("q", START + 2 * HOUR, "hat"),
                click("q", "hat", START + 2 * HOUR - 1),
                click("q", "shoe", START));
        String audit = join(log).describe();
        assertTrue(
                audit.contains(
                        "Rows: 0 lists that Fairlead decided are read as of their decisions' log positions, 2 lists of history"
                                + " as of event time, since the log is out of order."),
                audit);
        assertTrue(
                audit.contains("Order: 1 of 3 events 'click' arrived after events that are newer, by up to 2 hours;"
                        + " the first is at position 5."),
                audit);
        assertTrue(audit.contains("Order: 2 outcomes are dated before the list that they name"), audit);
    }

    @Test
    void itemsThatAreDescribedAfterTheyWereShownAreNamed() {
        List<Event> events = new ArrayList<>();
        events.add(impression("r", START, "i0", "i1"));
        history(25, 1).stream().filter(CatalogueItem.class::isInstance).forEach(event -> events.add(later(event)));
        String audit = join(Shop.log(events)).describe();
        assertTrue(audit.contains("Order: all events arrived in the order of their times, within 5 minutes."), audit);
        assertTrue(audit.contains("Order: 2 of 30 described items are described only from a time after"), audit);
    }

    private static Event later(Event event) {
        return Shop.item((CatalogueItem) event, START + HOUR);
    }
}
