package dev.fairlead.market.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.events.Event;
import dev.fairlead.log.Position;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows served at any moment equal rows replayed to their asOf, bit for bit. */
class ParityTest {
    private static final int EVENTS = 2_500;

    private record Served(long asOf, FeatureQuery query, float[] rows) {}

    @Test
    void rowsServedOnlineAcrossRestartsEqualAReplayToTheirAsOf() {
        for (int seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            RandomLog log = new RandomLog(random, 8, 25);
            List<Event> events = log.events(EVENTS);
            Testing scenario = Testing.features(AllColumns::define).replay(events);
            replayed(scenario, serve(scenario, random, log));
        }
    }

    /** Applies micro-batches of random size, asks at random moments, and restarts from a snapshot now and then. */
    private static List<Served> serve(Testing scenario, Random random, RandomLog log) {
        List<Served> served = new ArrayList<>();
        FeatureStore<FeatureQuery, Market> store = scenario.empty();
        int applied = 0;
        while (applied < EVENTS) {
            int end = Math.min(EVENTS, applied + 1 + random.nextInt(12));
            scenario.accept(store, applied, end);
            applied = end;
            if (random.nextInt(60) == 0) {
                store = scenario.restart(store);
            }
            if (random.nextInt(3) == 0) {
                FeatureQuery query = log.query();
                served.add(store.read(view -> new Served(view.asOf().offset(0), query, view.rows(query))));
            }
        }
        return served;
    }

    private static void replayed(Testing scenario, List<Served> served) {
        FeatureStore<FeatureQuery, Market> replay = scenario.empty();
        int at = 0;
        for (Served s : served) {
            scenario.accept(replay, at, (int) s.asOf);
            at = (int) s.asOf;
            assertEquals(Position.of(at), replay.read(FeatureView<FeatureQuery, Market>::asOf));
            Testing.same("asOf " + at, s.rows, Testing.rows(replay, s.query));
        }
        Served last = served.getLast();
        Testing.same("from zero", last.rows, Testing.rows(scenario.replayedTo(last.asOf), last.query));
    }

    @Test
    void everyPathGivesTheSameBitsForEveryKindOfColumn() {
        RandomLog log = new RandomLog(new Random(7), 5, 12);
        Testing scenario = Testing.features(AllColumns::define).replay(log.events(150));
        for (int i = 0; i < 3; i++) {
            scenario.ask(log.query());
        }
    }

    @Test
    void noFeatureIsEverInfinite() {
        RandomLog log = new RandomLog(new Random(9), 5, 12);
        Testing scenario = Testing.features(AllColumns::define).replay(log.events(500));
        FeatureStore<FeatureQuery, Market> store = scenario.replayed();
        for (int i = 0; i < 100; i++) {
            float[] rows = Testing.rows(store, log.query());
            for (int c = 0; c < rows.length; c++) {
                String name = store.names().get(c % store.width());
                assertEquals(false, Float.isInfinite(rows[c]), () -> name + " is infinite");
            }
        }
    }
}
