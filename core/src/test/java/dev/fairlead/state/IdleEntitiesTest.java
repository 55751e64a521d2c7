package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import java.io.IOError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Entities of several types that leave the heap by rules of their own, without an app around them. */
class IdleEntitiesTest {
    private static final long START = 1_772_409_600_000L;
    private static final long MINUTE = 60_000;

    private record Played(String id, long time, String listener, String station, double seconds) implements Event {}

    private record Asked(String listener, String station, long at) {}

    private enum Type implements EntityType {
        LISTENER,
        STATION;

        @Override
        public Scope scope() {
            return Scope.REQUEST;
        }
    }

    private enum Kind implements UpdateKind {
        PLAYED
    }

    private enum Amount implements Measure {
        SECONDS
    }

    private static NamedEntities<Asked> entities() {
        return new NamedEntities<Asked>(
                        Type.values(),
                        Kind.values(),
                        (asked, type) -> type == Type.LISTENER ? asked.listener : asked.station,
                        Asked::at)
                .on(
                        Played.class,
                        Kind.PLAYED,
                        (event, type) -> type == Type.LISTENER ? event.listener : event.station,
                        Map.of(Amount.SECONDS, Played::seconds));
    }

    private static FeatureStore<Asked, NamedEntities<Asked>> store(NamedEntities<Asked> entities) {
        FeatureStore.Builder<Asked, NamedEntities.Request, NamedEntities<Asked>> b = FeatureStore.builder(entities);
        for (Type type : Type.values()) {
            b.add(
                    type + " sum",
                    b.sum(Amount.SECONDS, type, Duration.ofHours(2), 4, Kind.PLAYED)
                            .sum());
            b.add(
                    type + " decayed",
                    b.decayed(Amount.SECONDS, type, Duration.ofHours(1), Kind.PLAYED)
                            .value());
            b.add(type + " last", b.last(Amount.SECONDS, type, Kind.PLAYED).since());
        }
        return b.build();
    }

    private static Played played(int i, long time, SplittableRandom random) {
        return new Played(
                "e" + i,
                time,
                random.nextInt(9) == 0 ? "" : "listener " + random.nextInt(15),
                "station " + random.nextInt(4),
                random.nextInt(1_000) / 8.0);
    }

    @Test
    void eachTypeLeavesByItsOwnRuleAndNothingElseChanges() {
        SplittableRandom random = new SplittableRandom(3);
        ActiveEntities listeners = new ActiveEntities(Duration.ofMinutes(10), new HeapColdRows());
        ActiveEntities stations = new ActiveEntities(Duration.ofMinutes(3), new HeapColdRows());
        FeatureStore<Asked, NamedEntities<Asked>> all = store(entities());
        FeatureStore<Asked, NamedEntities<Asked>> leaving =
                store(entities().leaving(Type.LISTENER, listeners).leaving(Type.STATION, stations));
        long now = START;
        for (int i = 1; i <= 5_000; i++) {
            now += random.nextLong(2 * MINUTE);
            Logged logged = Logged.at(i, played(i, random.nextInt(20) == 0 ? now - 60 * MINUTE : now, random));
            all.accept(logged);
            leaving.accept(logged);
            Asked asked = new Asked(
                    "listener " + random.nextInt(16), "station " + random.nextInt(5), now + random.nextLong(MINUTE));
            float[] expected = all.read(view -> view.rows(asked));
            float[] actual = leaving.read(view -> view.rows(asked));
            assertArrayEquals(expected, actual, "after " + i);
        }
        assertTrue(listeners.left() > 500 && stations.left() > 500, listeners.left() + " and " + stations.left());
        assertEquals(15, listeners.size() + listeners.away());
        assertEquals(4, stations.size() + stations.away());
        assertEquals(
                (double) listeners.away(),
                leaving.gauges()
                        .getOrDefault("entities.disk.listener", () -> -1)
                        .getAsDouble());
    }

    /** What cannot be read is not taken for nothing: the node stops, and nothing of it is saved. */
    @Test
    void aRowThatCannotBeReadIsAnError() {
        HeapColdRows kept = new HeapColdRows();
        ColdRows broken = new ColdRows() {
            @Override
            public void rewind(long moves) {
                kept.rewind(moves);
            }

            @Override
            public void put(long move, String id, byte[] row) {
                kept.put(move, id, row);
            }

            @Override
            public void remove(long move, String id) {
                kept.remove(move, id);
            }

            @Override
            public Optional<byte[]> get(String id) {
                throw new IllegalStateException("the disk is gone");
            }

            @Override
            public void spill() {}

            @Override
            public void flush() {}

            @Override
            public void saved(long moves) {}

            @Override
            public void purge() {}

            @Override
            public long size() {
                return kept.size();
            }

            @Override
            public long bytes() {
                return 0;
            }
        };
        FeatureStore<Asked, NamedEntities<Asked>> store =
                store(entities().leaving(Type.LISTENER, new ActiveEntities(Duration.ofMinutes(1), broken)));
        store.accept(Logged.at(1, new Played("a", START, "ann", "rock", 1)));
        store.accept(Logged.at(2, new Played("b", START + 2 * MINUTE, "bob", "rock", 1)));
        store.accept(Logged.at(3, new Played("c", START + 2 * MINUTE, "bob", "rock", 1)));
        Logged again = Logged.at(4, new Played("d", START + 2 * MINUTE, "ann", "rock", 1));
        assertThrows(IOError.class, () -> store.accept(again));
    }
}
