package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import dev.fairlead.state.Ids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Decayed counts against sums over all that was added, and what is saved against what is loaded. */
class DecayedTopCountsTest {
    private static final long START = 1_700_000_000_000L;

    private record Added(int item, long time) {}

    private static int[] naive(List<Added> added, double halfLife, Ids ids, int k) {
        long now = added.stream().mapToLong(Added::time).max().orElseThrow();
        Map<Integer, Double> counts = new HashMap<>();
        added.forEach(one -> counts.merge(one.item, Math.pow(2, -(now - one.time) / 1000.0 / halfLife), Double::sum));
        return counts.keySet().stream()
                .filter(item -> item % 5 != 0)
                .sorted(Comparator.comparingDouble((Integer item) -> -counts.getOrDefault(item, 0.0))
                        .thenComparing(ids::text))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static Ids ids(int count) {
        Ids ids = new Ids();
        IntStream.range(0, count).forEach(i -> ids.intern("item-" + i * 7919 % 1_000));
        return ids;
    }

    @Test
    void theBestAreThoseOfASumOverAllHoweverFewAreKeptInOrder() {
        Ids ids = ids(100);
        for (long seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int most = 1 + random.nextInt(120);
            double halfLife = seed % 3 == 0 ? Double.POSITIVE_INFINITY : 3_600;
            List<Added> added = random.ints(700, 0, 10_000)
                    .mapToObj(i -> new Added((int) Math.sqrt(i), START + 500_000L * (i % 97)))
                    .toList();
            DecayedTopCounts leaders = new DecayedTopCounts(ids, halfLife, most);
            added.forEach(one -> leaders.add(one.item, one.time));
            for (int k : List.of(1, 10, 200)) {
                assertArrayEquals(
                        naive(added, halfLife, ids, k), leaders.best(k, item -> item % 5 != 0), "seed " + seed);
            }
        }
    }

    @Test
    void thousandsOfHalfLivesDoNotOverflowAndForgetWhatNoLongerCounts() {
        Ids ids = ids(4);
        DecayedTopCounts leaders = new DecayedTopCounts(ids, 1, 2);
        for (int second = 0; second <= 5_000; second++) {
            leaders.add(second % 2, START + 1_000L * second);
        }
        leaders.add(2, START); // 5,000 half-lives ago
        assertArrayEquals(new int[] {0, 1}, leaders.best(4, _ -> true));
        long now = START + 5_000_000L;
        assertEquals(4.0 / 3, leaders.count(0, now), 1e-12); // 1 + 1/4 + 1/16 + …
        assertEquals(2.0 / 3, leaders.count(1, now), 1e-12);
        leaders.add(3, now + 10_000_000L);
        assertArrayEquals(new int[] {3}, leaders.best(4, _ -> true));
        assertEquals(0, leaders.count(0, now + 10_000_000L));
    }

    private static byte[] bytes(Saved part) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        part.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void load(byte[] bytes, Saved part) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        part.load(in);
        assertEquals(0, in.available());
    }

    @Test
    void countsGoOnFromWhatWasSaved() throws IOException {
        List<Event> log = RandomLog.of(7, 900);
        Ids users = new Ids();
        Ids items = new Ids();
        CoOccurrence.Config config = new CoOccurrence.Config(3, 4, 36_000, 0.5, 0.7, 2, 3_600);
        Popular whole = new Popular(users, items, 36_000, 3_600, 2);
        CoOccurrence pairs = new CoOccurrence(users, items, config);
        Popular resumed = new Popular(users, items, 36_000, 3_600, 2);
        CoOccurrence resumedPairs = new CoOccurrence(users, items, config);
        for (int i = 0; i < log.size(); i++) {
            whole.accept(Logged.at(i + 1, log.get(i)));
            pairs.accept(Logged.at(i + 1, log.get(i)));
            if (i == 500) {
                load(bytes(whole), resumed);
                load(bytes(pairs), resumedPairs);
            } else if (i > 500) {
                resumed.accept(Logged.at(i + 1, log.get(i)));
                resumedPairs.accept(Logged.at(i + 1, log.get(i)));
            }
        }
        assertTrue(bytes(whole).length > 500);
        assertArrayEquals(bytes(whole), bytes(resumed));
        assertArrayEquals(bytes(pairs), bytes(resumedPairs));
    }
}
