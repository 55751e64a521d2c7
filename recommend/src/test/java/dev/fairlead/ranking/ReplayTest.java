package dev.fairlead.ranking;

import static dev.fairlead.ranking.Shop.START;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.learn.Split;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.Market;
import dev.fairlead.state.FeatureStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ReplayTest {
    private record Ask(Position asOf, FeatureQuery query) implements Replay.Wanted {}

    private static Ask ask(long asOf) {
        return ask(Position.of(asOf));
    }

    private static Ask ask(Position asOf) {
        return new Ask(asOf, new FeatureQuery("u1", "s", Context.UNKNOWN, START, List.of("i1", "i2"), new double[0]));
    }

    static int[] bits(float[] rows) {
        int[] bits = new int[rows.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(rows[i]));
        return bits;
    }

    static float[] rowsOfPrefix(List<Event> events, Position asOf, FeatureQuery query) {
        FeatureStore<FeatureQuery, Market> store = Shop.store();
        for (int i = 0; asOf.covers(Position.of(i + 1)) && i < events.size(); i++) {
            store.accept(Logged.at(i + 1, events.get(i)));
        }
        return store.read(view -> view.rows(query));
    }

    /** Oracle: a fresh store for every position, fed with exactly the events up to there. */
    @Test
    void rowsAreThoseOfAStoreFedWithExactlyThePrefix() {
        List<Event> events = Shop.random(1, 150);
        List<Ask> wanted = new ArrayList<>();
        Random random = new Random(7);
        for (long asOf = 0; asOf <= events.size(); asOf++) {
            for (int times = random.nextInt(3); times > 0; times--) {
                long at = START + random.nextLong(2 * Shop.DAY);
                wanted.add(new Ask(
                        Position.of(asOf),
                        new FeatureQuery(
                                "u" + random.nextInt(22),
                                "u3 " + at / (6 * Shop.HOUR),
                                Shop.PHONE,
                                at,
                                List.of("i" + random.nextInt(30), "i" + random.nextInt(32)),
                                new double[0])));
            }
        }
        int[] next = {0};
        Replay.rows(
                Shop.log(events),
                Shop.store(),
                wanted,
                (index, rows) -> {
                    assertEquals(next[0]++, index);
                    Ask one = wanted.get(index);
                    assertArrayEquals(bits(rowsOfPrefix(events, one.asOf, one.query)), bits(rows));
                },
                _ -> {});
        assertEquals(wanted.size(), next[0]);
    }

    @Test
    void aTrainingSetHoldsTheRowsOfTheShownItems() {
        List<Event> events = Shop.random(2, 150);
        MemoryLog log = Shop.log(events);
        List<ShownList> lists = Shop.join(log, LabelWindows.DEFAULT).lists();
        TrainingSet set = TrainingSet.replay(log, Shop.store(), lists, _ -> {});
        assertEquals(600, set.size());
        for (int l = 0; l < lists.size(); l++) {
            ShownList list = lists.get(l);
            float[] all = rowsOfPrefix(events, list.asOf(), list.query());
            for (int i = 0; i < list.size(); i++) {
                int from = list.query().items().indexOf(list.item(i)) * set.width();
                assertArrayEquals(
                        bits(Arrays.copyOfRange(all, from, from + set.width())),
                        bits(Arrays.copyOfRange(set.rows()[l], i * set.width(), (i + 1) * set.width())));
            }
        }
    }

    @Test
    void aTrainingSetIsSplitByTheTimeOfTheImpression() {
        MemoryLog log = Shop.log(Shop.random(2, 150));
        List<ShownList> lists = Shop.join(log, LabelWindows.DEFAULT).lists();
        TrainingSet all = TrainingSet.replay(log, Shop.store(), lists, _ -> {});
        Split split =
                new Split(START + Shop.HOUR, START + 10 * Shop.HOUR, START + 15 * Shop.HOUR, START + 20 * Shop.HOUR);
        int sum = 0;
        for (Split.Span span : Split.Span.values()) {
            TrainingSet part = all.only(split, span);
            sum += part.size();
            assertTrue(part.size() > 0, span + " is empty");
            for (int l = 0; l < part.lists().size(); l++) {
                assertEquals(span, split.of(part.lists().get(l).time()));
                assertEquals(all.rows()[lists.indexOf(part.lists().get(l))], part.rows()[l]);
            }
        }
        assertEquals(all.size(), sum);
    }

    @Test
    void severalBatchesOfALongLogAreReadInOneGo() {
        List<Event> events = Shop.random(3, 2_500);
        assertTrue(events.size() > 5_000);
        List<Position> reached = new ArrayList<>();
        List<Ask> wanted = List.of(ask(4_096), ask(4_097), ask(events.size()));
        List<float[]> found = new ArrayList<>();
        Replay.rows(Shop.log(events), Shop.store(), wanted, (_, rows) -> found.add(rows), reached::add);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(bits(rowsOfPrefix(events, wanted.get(i).asOf, wanted.get(i).query)), bits(found.get(i)));
        }
        assertEquals(Position.of(4_096), reached.getFirst());
    }

    @Test
    void wantedQueriesOutOfOrderAreRefused() {
        MemoryLog log = Shop.log(Shop.random(1, 10));
        for (List<Ask> wanted : List.of(List.of(ask(5), ask(3)), List.of(ask(log.end()), ask(3)))) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> Replay.rows(log, Shop.store(), wanted, (_, _) -> {}, _ -> {}));
            assertTrue(String.valueOf(refused.getMessage()).contains("order"));
        }
    }

    /** Such rows used to be read at the end of the log, which is not the position that was asked for. */
    @Test
    void aPositionBehindTheEndOfTheLogIsRefused() {
        MemoryLog log = Shop.log(Shop.random(1, 10));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Replay.rows(log, Shop.store(), List.of(ask(log.end().offset(0) + 1)), (_, _) -> {}, _ -> {}));
        assertTrue(String.valueOf(refused.getMessage()).contains("log ends at " + log.end()));
    }

    @Test
    void aStoreThatIsNotEmptyIsRefused() {
        MemoryLog log = Shop.log(Shop.random(1, 10));
        FeatureStore<FeatureQuery, Market> used = Shop.store();
        log.read(Position.START, 3, used);
        assertThrows(IllegalStateException.class, () -> Replay.rows(log, used, List.of(ask(5)), (_, _) -> {}, _ -> {}));
    }

    @Test
    void nothingWantedReadsNothing() {
        Replay.rows(Shop.log(Shop.random(1, 10)), Shop.store(), List.of(), (_, _) -> assertTrue(false), _ -> {});
    }
}
