package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What all {@link ColdRows} must do, against maps that remember every moment. */
public abstract class ColdRowsContract {
    private static final int IDS = 20;

    /** Empty ones, or those of a process that is gone: what was not flushed is lost. */
    protected abstract ColdRows open();

    private static void same(Map<String, byte[]> expected, ColdRows actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < IDS; i++) {
            Optional<byte[]> row = actual.get("id " + i);
            assertEquals(expected.containsKey("id " + i), row.isPresent(), "id " + i);
            byte[] none = {};
            assertArrayEquals(expected.getOrDefault("id " + i, none), row.orElse(none), "id " + i);
        }
    }

    @Test
    void rowsAreThoseOfTheMomentWhateverComesBetween() {
        for (int seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ColdRows rows = open();
            rows.rewind(0);
            List<Map<String, byte[]>> moments = new ArrayList<>(List.of(Map.of())); // by how many moves there were
            int saved = 0;
            TreeSet<Integer> flushed = new TreeSet<>(Set.of(0));
            for (int step = 0; step < 600; step++) {
                switch (random.nextInt(30)) {
                    case 0 -> {
                        rows.flush();
                        flushed.add(moments.size() - 1);
                    }
                    case 1 -> rows.spill();
                    case 2 -> {
                        rows.flush();
                        flushed.add(moments.size() - 1);
                        saved = moments.size() - 1;
                        rows.saved(saved);
                    }
                    case 3 -> {
                        List<Integer> points = List.copyOf(flushed.tailSet(saved));
                        int to = points.get(random.nextInt(points.size()));
                        rows = open();
                        rows.rewind(to);
                        moments = new ArrayList<>(moments.subList(0, to + 1));
                        flushed.tailSet(to, false).clear();
                    }
                    case 4 -> same(moments.getLast(), rows);
                    default -> {
                        int i = random.nextInt(IDS);
                        Map<String, byte[]> next = new TreeMap<>(moments.getLast());
                        if (next.remove("id " + i) == null) {
                            byte[] row = new byte[1 + random.nextInt(2_000)];
                            random.nextBytes(row);
                            next.put("id " + i, row);
                            rows.put(moments.size(), "id " + i, row);
                        } else {
                            rows.remove(moments.size(), "id " + i);
                        }
                        moments.add(next);
                    }
                }
            }
            same(moments.getLast(), rows);
            rows.rewind(0);
            same(Map.of(), rows);
        }
    }
}
