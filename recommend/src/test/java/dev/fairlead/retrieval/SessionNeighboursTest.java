package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.state.Ids;
import dev.fairlead.state.LocatedEntity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SessionNeighboursTest {
    private static final int ITEMS = 30;
    private static final long MINUTE = 60_000;
    private static final LocatedEntity ANY = new LocatedEntity(2, Optional.empty());

    private static final class Session {
        final int number;
        final Set<Integer> items = new LinkedHashSet<>();
        long time = Long.MIN_VALUE;

        Session(int number) {
            this.number = number;
        }
    }

    /** All sessions of a log, none forgotten. */
    private static final class Naive {
        final List<Session> sessions = new ArrayList<>();
        final Map<Integer, Session> current = new HashMap<>();
        final Map<Integer, String> names = new HashMap<>();

        void touched(int user, int item, String name, long time) {
            if (!name.equals(names.put(user, name))) {
                sessions.add(new Session(sessions.size()));
                current.put(user, sessions.getLast());
            }
            Session session = Objects.requireNonNull(current.get(user));
            session.items.add(item);
            session.time = Math.max(session.time, time);
        }

        private double similarity(Session session, int[] touched, long time, double halfLife) {
            double shared = IntStream.range(0, touched.length)
                    .filter(i -> session.items.contains(touched[i]))
                    .mapToDouble(i -> Math.exp(-i))
                    .sum();
            double age = Math.max(0, time - session.time) / 1000.0;
            return shared / Math.sqrt(session.items.size()) * Math.pow(2, -age / halfLife);
        }

        double score(int user, int[] touched, int item, long time, SessionNeighbours.Config config) {
            List<Session> alike = sessions.reversed().stream()
                    .filter(session -> session != current.get(user)
                            && IntStream.of(touched).anyMatch(session.items::contains))
                    .limit(config.sampled())
                    .sorted(Comparator.comparingDouble(
                            (Session session) -> -similarity(session, touched, time, config.halfLifeSeconds())))
                    .limit(config.neighbours())
                    .toList();
            long holding = sessions.stream()
                    .filter(session -> session.items.contains(item))
                    .count();
            return alike.stream()
                    .filter(session -> session.items.contains(item))
                    .mapToDouble(session -> similarity(session, touched, time, config.halfLifeSeconds())
                            / (IntStream.range(0, touched.length)
                                            .filter(i -> session.items.contains(touched[i]))
                                            .findFirst()
                                            .orElseThrow()
                                    + 1)
                            * Math.log((double) sessions.size() / holding))
                    .sum();
        }
    }

    private static Ids items() {
        Ids items = new Ids();
        IntStream.range(0, ITEMS).forEach(i -> items.intern("i" + i));
        return items;
    }

    private static void feed(int seed, int events, SessionNeighbours neighbours, Naive naive) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int n = 0; n < events; n++) {
            int user = random.nextInt(8);
            int item = (user + random.nextInt(ITEMS) * random.nextInt(2) + random.nextInt(6)) % ITEMS;
            String session = "s" + n / 37;
            long time = MINUTE * (n - random.nextInt(3));
            neighbours.touched(user, item, session, time);
            naive.touched(user, item, session, time);
        }
    }

    @Test
    void scoresAreThoseOfTheDefinition() {
        SessionNeighbours.Config config = new SessionNeighbours.Config(10_000, 100, 10_000, 40, 15, 7_200);
        for (int seed = 1; seed <= 20; seed++) {
            SessionNeighbours neighbours = new SessionNeighbours(items(), config);
            Naive naive = new Naive();
            feed(seed, 700, neighbours, naive);
            int user = seed % 8;
            int own = neighbours.latest(new LocatedEntity(user, Optional.empty()), 0);
            int[] touched = {seed % ITEMS, (seed + 3) % ITEMS, (seed + 11) % ITEMS, Ids.UNKNOWN};
            long now = MINUTE * 710;
            for (int item = 0; item < ITEMS; item++) {
                assertEquals(
                        naive.score(user, touched, item, now, config),
                        neighbours.scores(own, touched, now).applyAsDouble(item),
                        1e-9,
                        "seed " + seed + ", item " + item);
            }
            int[] found = neighbours.find(own, touched, now, 5, item -> item != 4);
            assertArrayEquals(
                    IntStream.range(0, ITEMS)
                            .filter(item -> item != 4 && naive.score(user, touched, item, now, config) > 0)
                            .boxed()
                            .sorted(Comparator.comparingDouble(
                                    (Integer item) -> -naive.score(user, touched, item, now, config)))
                            .limit(5)
                            .mapToInt(Integer::intValue)
                            .toArray(),
                    found);
        }
    }

    /** What was saved answers and goes on as what goes on. Sessions are forgotten meanwhile, and users leave and come back. */
    @Test
    void itIsTheSameAfterASnapshot() throws IOException {
        SessionNeighbours.Config config = new SessionNeighbours.Config(20, 5, 7, 12, 6, 7_200);
        SessionNeighbours one = new SessionNeighbours(items(), config);
        Naive naive = new Naive();
        feed(3, 500, one, naive);
        byte[] user = one.ofUsers().bytes(2);
        one.ofUsers().remove(2);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        one.save(new DataOutputStream(bytes));
        SessionNeighbours other = new SessionNeighbours(items(), config);
        other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        one.ofUsers().put(2, user);
        other.ofUsers().put(2, user);
        feed(4, 300, one, naive);
        feed(4, 300, other, naive);
        int found = 0;
        for (int item = 0; item < ITEMS; item++) {
            int[] touched = {item, (item + 1) % ITEMS};
            int[] expected = one.find(one.latest(ANY, 0), touched, MINUTE * 310, 10, _ -> true);
            assertArrayEquals(expected, other.find(other.latest(ANY, 0), touched, MINUTE * 310, 10, _ -> true));
            found += expected.length;
        }
        assertTrue(found > ITEMS, "items found: " + found);
    }
}
