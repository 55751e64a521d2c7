package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticLogTest {
    @TempDir
    private Path folder = Path.of("");

    private List<String> rows(SyntheticLog log) throws IOException {
        Path file = folder.resolve("log.csv");
        log.write(file);
        return Files.readAllLines(file);
    }

    @Test
    void itHasAsManyOfEachAsWasSaidInOrderOfTimeAndPeopleComeBack() throws IOException {
        SyntheticLog log = new SyntheticLog(20_000, 300, 1_000, 30, 7);
        List<String> rows = rows(log);
        assertEquals(rows, rows(log));
        assertEquals("user,item,timestamp,event,category", rows.getFirst());
        Map<String, Integer> users = new HashMap<>();
        Set<String> items = new HashSet<>();
        Set<String> pairs = new HashSet<>();
        long before = 0;
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(",");
            users.merge(cells[0], 1, Integer::sum);
            items.add(cells[1]);
            pairs.add(cells[0] + cells[1]);
            assertTrue(Long.parseLong(cells[2]) >= before);
            before = Long.parseLong(cells[2]);
        }
        assertEquals(20_001, rows.size());
        assertEquals(300, users.size());
        assertTrue(items.size() > 900 && items.size() <= 1_000, items.size() + " items");
        assertTrue(pairs.size() < 18_000, pairs.size() + " pairs");
        int most = users.values().stream().max(Integer::compare).orElseThrow();
        assertTrue(most > 500, "the busiest has " + most);
    }

    @Test
    void aFewItemsAreEnoughForEveryCategory() throws IOException {
        assertEquals(101, rows(new SyntheticLog(100, 3, 5, 1, 1)).size());
        assertThrows(IllegalArgumentException.class, () -> new SyntheticLog(1, 0, 1, 1, 1));
    }
}
