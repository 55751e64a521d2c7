package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The same events, cut by person into partitions that are folded apart in any interleaving and merged in any order, or folded through a
 * store of keys and bytes, leave the same bytes as on one node.
 */
class InterleavingTest {
    private static final int LOGS = 1_000;
    private static final int ORDERS = 20;
    private static final int PARTITIONS = 8;
    private static final int PEOPLE = 12;
    private static final int THINGS = 9;
    private static final int EVENTS = 60;
    private static final long START = 1_772_366_400_000L;

    private enum Type implements EntityType {
        PERSON(Scope.REQUEST),
        THING(Scope.CANDIDATE),
        PLACE(Scope.ATTRIBUTE);

        private final Scope scope;

        Type(Scope scope) {
            this.scope = scope;
        }

        @Override
        public Scope scope() {
            return scope;
        }
    }

    private enum Kind implements UpdateKind {
        SEEN,
        TAKEN
    }

    private enum Amount implements Measure {
        ONE,
        WEIGHT;

        @Override
        public boolean whole() {
            return this == ONE;
        }
    }

    private record Happened(int person, int thing, long time, long session, Kind kind, double weight) {}

    private static final class Filled extends Update {
        private Happened of = new Happened(0, 0, 0, 0, Kind.SEEN, 0);

        Filled of(Happened event) {
            of = event;
            time = event.time;
            session = event.session;
            return this;
        }

        @Override
        public UpdateKind kind() {
            return of.kind;
        }

        @Override
        public int row(EntityType type) {
            return switch ((Type) type) {
                case PERSON -> of.person;
                case THING -> of.thing;
                case PLACE -> of.thing % 3;
            };
        }

        @Override
        public double amount(Measure measure) {
            return measure == Amount.ONE ? 1 : of.weight;
        }
    }

    /** The rows of one node or partition. */
    private static final class Fold {
        private final List<List<Aggregate>> aggregates = new ArrayList<>();
        private final List<EntityRows> rows = new ArrayList<>();
        private final Filled update = new Filled();

        Fold() {
            for (Type type : Type.values()) {
                List<Aggregate> of = new ArrayList<>(List.of(
                        new WindowedSum(type, Set.of(Kind.SEEN, Kind.TAKEN), Amount.ONE, Duration.ofDays(7), 7),
                        new WindowedSum(type, Set.of(Kind.TAKEN), Amount.WEIGHT, Duration.ofHours(24), 24),
                        new Decayed(type, Set.of(Kind.SEEN), Amount.ONE, Duration.ofHours(5)),
                        new Decayed(type, Set.of(Kind.TAKEN), Amount.WEIGHT, Duration.ofDays(3)),
                        new LastValue(type, Set.of(Kind.TAKEN), Amount.WEIGHT)));
                if (type == Type.PERSON) {
                    SessionOf session = new SessionOf(type);
                    RecentValues now = new RecentValues(type, Set.of(Kind.TAKEN), Type.THING, 3, session);
                    session.empties(now);
                    of.addAll(List.of(
                            session,
                            now,
                            new RecentValues(type, Set.of(Kind.SEEN), Type.THING, 4, Duration.ofDays(1))));
                }
                for (int i = 0; i < of.size(); i++) {
                    of.get(i).place(i);
                }
                aggregates.add(of);
                rows.add(new EntityRows(of.size()));
            }
        }

        Fold add(List<Happened> events) {
            events.forEach(this::add);
            return this;
        }

        void add(Happened event) {
            update.of(event);
            for (Type type : Type.values()) {
                EntityRows of = rows.get(type.ordinal());
                of.open(update.row(type));
                for (Aggregate aggregate : aggregates.get(type.ordinal())) {
                    if (aggregate.kinds().contains(event.kind)) {
                        aggregate.add(of, update);
                    }
                }
                of.close();
            }
        }

        void merge(Fold other) {
            for (Type type : Type.values()) {
                for (int entity = 0; entity < PEOPLE; entity++) {
                    byte[] row = other.rows.get(type.ordinal()).bytes(entity);
                    if (row.length > 0) {
                        rows.get(type.ordinal()).merge(entity, row, aggregates.get(type.ordinal()));
                    }
                }
            }
        }

        void assertSame(Fold other, String what) {
            for (Type type : Type.values()) {
                for (int entity = 0; entity < PEOPLE; entity++) {
                    assertArrayEquals(
                            rows.get(type.ordinal()).bytes(entity),
                            other.rows.get(type.ordinal()).bytes(entity),
                            what + ": " + type + " " + entity);
                }
            }
        }
    }

    /** Some events are late, by up to weeks. */
    private static List<Happened> log(SplittableRandom random) {
        List<Happened> events = new ArrayList<>();
        long now = START;
        for (int i = 0; i < EVENTS; i++) {
            now += random.nextLong(random.nextInt(8) == 0 ? 5 * 86_400_000L : 3_600_000L);
            long late = random.nextInt(6) == 0 ? random.nextLong(20 * 86_400_000L) : 0;
            events.add(new Happened(
                    random.nextInt(PEOPLE),
                    random.nextInt(THINGS),
                    now - late,
                    random.nextInt(3),
                    random.nextBoolean() ? Kind.SEEN : Kind.TAKEN,
                    random.nextInt(4) == 0 ? random.nextInt(5) : random.nextDouble() * 100));
        }
        return events;
    }

    /** Another order in which each person's events keep theirs. */
    private static List<Happened> interleaved(List<Happened> events, SplittableRandom random) {
        List<List<Happened>> queues = new ArrayList<>();
        for (int person = 0; person < PEOPLE; person++) {
            int who = person;
            queues.add(new ArrayList<>(
                    events.stream().filter(event -> event.person == who).toList()));
        }
        queues.removeIf(List::isEmpty);
        List<Happened> order = new ArrayList<>();
        while (!queues.isEmpty()) {
            int next = random.nextInt(queues.size());
            order.add(queues.get(next).removeFirst());
            if (queues.get(next).isEmpty()) {
                queues.remove(next);
            }
        }
        return order;
    }

    @Test
    void anyInterleavingAndAnyPartitioningLeaveTheSameBytes() {
        for (int seed = 0; seed < LOGS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Happened> events = log(random);
            Fold one = new Fold().add(events);
            for (int order = 0; order < ORDERS; order++) {
                List<Happened> other = interleaved(events, random);
                List<Fold> parts = new ArrayList<>();
                for (int p = 0; p < PARTITIONS; p++) {
                    int partition = p;
                    parts.add(new Fold()
                            .add(other.stream()
                                    .filter(event -> event.person % PARTITIONS == partition)
                                    .toList()));
                }
                Fold merged = new Fold();
                while (!parts.isEmpty()) {
                    merged.merge(parts.remove(random.nextInt(parts.size())));
                }
                merged.assertSame(one, "log " + seed + ", order " + order);
            }
        }
    }

    @Test
    void mergingIsAssociative() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Happened> events = log(random);
            List<Fold> left = thirds(events);
            left.get(0).merge(left.get(1));
            left.get(0).merge(left.get(2));
            List<Fold> right = thirds(events);
            right.get(1).merge(right.get(2));
            right.get(0).merge(right.get(1));
            right.get(0).assertSame(left.get(0), "log " + seed);
        }
    }

    private static List<Fold> thirds(List<Happened> events) {
        List<Fold> parts = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            int part = p;
            parts.add(new Fold()
                    .add(events.stream()
                            .filter(event -> event.person % 3 == part)
                            .toList()));
        }
        return parts;
    }

    @Test
    void onePersonsEventsFoldedInTwoPartsAreNotMerged() {
        Happened seen = new Happened(1, 1, START, 0, Kind.SEEN, 1);
        Fold one = new Fold().add(List.of(seen));
        Fold other = new Fold().add(List.of(seen));
        assertThrows(IllegalStateException.class, () -> one.merge(other));
    }

    /** Rows are fetched for a batch, changed, and written back: nothing else is kept in between. */
    @Test
    void throughAStoreOfKeysAndBytesTheBytesAreTheSame() {
        for (int seed = 0; seed < 200; seed++) {
            List<Happened> events = log(new SplittableRandom(seed));
            Fold one = new Fold().add(events);
            Map<String, byte[]> store = new HashMap<>();
            for (int from = 0; from < events.size(); from += 7) {
                List<Happened> batch = events.subList(from, Math.min(events.size(), from + 7));
                Fold fetched = new Fold();
                Set<String> keys = new HashSet<>();
                for (Happened event : batch) {
                    for (Type type : Type.values()) {
                        int entity = fetched.update.of(event).row(type);
                        byte[] row = store.get(type + "/" + entity);
                        if (keys.add(type + "/" + entity) && row != null) {
                            fetched.rows.get(type.ordinal()).put(entity, row);
                        }
                    }
                }
                fetched.add(batch);
                for (String key : keys) {
                    String[] parts = key.split("/");
                    store.put(
                            key,
                            fetched.rows.get(Type.valueOf(parts[0]).ordinal()).bytes(Integer.parseInt(parts[1])));
                }
            }
            assertEquals(one.rows.stream().mapToLong(EntityRows::count).sum(), store.size(), "rows of log " + seed);
            Fold last = new Fold();
            store.forEach((key, row) -> {
                String[] parts = key.split("/");
                last.rows.get(Type.valueOf(parts[0]).ordinal()).put(Integer.parseInt(parts[1]), row);
            });
            last.assertSame(one, "log " + seed);
        }
    }
}
