package dev.fairlead.market.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.ColdRows;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.HeapColdRows;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A store whose users leave the heap after a moment gives the same bits as one that never lets anybody go. */
class IdleUsersTest {
    private static final int EVENTS = 1_500;
    private static final int USERS = 12;
    private static final Duration IDLE = Duration.ofHours(1);

    private static FeatureStore<FeatureQuery, Market> store(Market market) {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b = FeatureStore.builder(market);
        AllColumns.defineForLeavingUsers(b);
        return b.build();
    }

    private static FeatureStore<FeatureQuery, Market> leaving(Duration idle, ColdRows cold) {
        return store(new Market(new ActiveEntities(idle, cold)));
    }

    private static ActiveEntities users(FeatureStore<FeatureQuery, Market> store) {
        return store.read(view -> view.entities().users().active());
    }

    private static void accept(FeatureStore<FeatureQuery, Market> store, List<Event> events, int from, int to) {
        for (int i = from; i < to; i++) {
            store.accept(Logged.at(i + 1, events.get(i)));
        }
    }

    private static FeatureQuery of(String user, FeatureQuery query) {
        return new FeatureQuery(user, query.session(), query.context(), query.at(), query.items(), query.prices());
    }

    private static void same(
            String when,
            FeatureStore<FeatureQuery, Market> expected,
            FeatureStore<FeatureQuery, Market> actual,
            FeatureQuery query) {
        Testing.same(when + ", " + query, Testing.rows(expected, query), Testing.rows(actual, query));
    }

    @Test
    void everyFeatureHasTheSameBitsAfterEveryEvent() {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            RandomLog log = new RandomLog(random, USERS, 20);
            FeatureStore<FeatureQuery, Market> all = store(new Market());
            FeatureStore<FeatureQuery, Market> leaving = leaving(IDLE, new HeapColdRows());
            List<Event> events = log.events(EVENTS);
            for (int i = 0; i < EVENTS; i++) {
                accept(all, events, i, i + 1);
                accept(leaving, events, i, i + 1);
                FeatureQuery query = log.query();
                same("after " + i, all, leaving, query);
                same("after " + i, all, leaving, of("user " + i % USERS, query));
            }
            assertTrue(users(leaving).left() > 200, "left " + users(leaving).left());
            assertTrue(users(leaving).away() > 0, "none is away");
            assertEquals(
                    users(all).size(), users(leaving).size() + users(leaving).away());
        }
    }

    /** Snapshots at random, kills at random: what was moved after the snapshot is there, or never was. */
    @Test
    void restartsAndKillsLeaveNoTrace() {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            RandomLog log = new RandomLog(random, USERS, 20);
            List<Event> events = log.events(EVENTS);
            FeatureStore<FeatureQuery, Market> all = store(new Market());
            ColdRows cold = new HeapColdRows();
            FeatureStore<FeatureQuery, Market> leaving = leaving(IDLE, cold);
            byte[] snapshot = {};
            int snapshotAt = 0;
            for (int i = 0; i < EVENTS; i++) {
                accept(all, events, i, i + 1);
                accept(leaving, events, i, i + 1);
                switch (random.nextInt(40)) {
                    case 0 -> {
                        snapshot = Testing.snapshot(leaving);
                        snapshotAt = i + 1;
                        leaving.saved();
                    }
                    case 1 -> {
                        leaving = leaving(IDLE, cold);
                        if (snapshot.length > 0) {
                            Testing.load(leaving, snapshot);
                        }
                        accept(leaving, events, snapshotAt, i + 1);
                    }
                    case 2 -> {
                        leaving = leaving(IDLE, cold); // its snapshot was of no use
                        snapshot = new byte[0];
                        snapshotAt = 0;
                        accept(leaving, events, 0, i + 1);
                    }
                    default -> {}
                }
                same("seed " + seed + " after " + i, all, leaving, of("user " + i % USERS, log.query()));
            }
        }
    }

    @Test
    void theSameLogGivesTheSameSnapshotWhetherOrNotItWasRestarted() {
        List<Event> events = new RandomLog(new Random(5), USERS, 20).events(EVENTS);
        FeatureStore<FeatureQuery, Market> once = leaving(IDLE, new HeapColdRows());
        accept(once, events, 0, EVENTS);
        ColdRows cold = new HeapColdRows();
        FeatureStore<FeatureQuery, Market> restarted = leaving(IDLE, cold);
        for (int from = 0; from < EVENTS; from += 100) {
            accept(restarted, events, from, from + 100);
            byte[] snapshot = Testing.snapshot(restarted);
            restarted = leaving(IDLE, cold);
            Testing.load(restarted, snapshot);
        }
        assertEquals(users(once).left(), users(restarted).left());
        assertArrayEquals(Testing.snapshot(once), Testing.snapshot(restarted));
    }

    @Test
    void whoLeftUnderAnotherRuleComesBackUnderNone() {
        Random random = new Random(8);
        RandomLog log = new RandomLog(random, USERS, 20);
        List<Event> events = log.events(EVENTS);
        FeatureStore<FeatureQuery, Market> all = store(new Market());
        ColdRows cold = new HeapColdRows();
        FeatureStore<FeatureQuery, Market> leaving = leaving(IDLE, cold);
        accept(all, events, 0, EVENTS / 2);
        accept(leaving, events, 0, EVENTS / 2);
        byte[] snapshot = Testing.snapshot(leaving);
        FeatureStore<FeatureQuery, Market> staying = leaving(Duration.ZERO, cold);
        Testing.load(staying, snapshot);
        accept(all, events, EVENTS / 2, EVENTS);
        accept(staying, events, EVENTS / 2, EVENTS);
        for (int i = 0; i < 50; i++) {
            same("in the end", all, staying, log.query());
        }
        assertEquals(0, users(staying).away());
        String refused = String.valueOf(
                assertThrows(UncheckedIOException.class, () -> Testing.load(store(new Market()), snapshot))
                        .getCause());
        assertTrue(refused.contains("cut short or damaged"), refused);
    }

    @Test
    void anIndexIsUsedAgainAndTheHeapIsOfTheActive() {
        FeatureStore<FeatureQuery, Market> leaving = leaving(Duration.ofDays(2), new HeapColdRows());
        long settled = 0;
        for (int day = 0; day < 100; day++) {
            for (int u = 0; u < 50; u++) {
                int i = day * 50 + u;
                String user = u < 40 ? "regular " + u : "once " + i;
                leaving.accept(Logged.at(i + 1, Happenings.click(user, "hat", Happenings.days(day) + u)));
            }
            if (day == 50) {
                settled = leaving.rowBytes() + users(leaving).heapBytes();
            }
            assertTrue(
                    users(leaving).size() <= 80,
                    "on the heap: " + users(leaving).size());
        }
        assertEquals(settled, leaving.rowBytes() + users(leaving).heapBytes());
        assertEquals(40 + 1_000, users(leaving).size() + users(leaving).away());
    }

    @Test
    void listsOfUsersKeepUsersOnTheHeap() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> b =
                FeatureStore.builder(new Market(new ActiveEntities(IDLE, new HeapColdRows())));
        AllColumns.define(b);
        String refused = String.valueOf(
                assertThrows(IllegalArgumentException.class, b::build).getMessage());
        assertTrue(refused.contains("holds ids of USER"), refused);
    }
}
