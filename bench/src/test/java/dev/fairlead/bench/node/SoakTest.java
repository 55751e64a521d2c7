package dev.fairlead.bench.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.sqlite.SqliteColdStore;
import dev.fairlead.state.HeapColdRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The soak in small: what is read does not depend on who left, and who is on the heap does not grow. */
class SoakTest {
    private static final Soak.Size SMALL = new Soak.Size(12, 3_000, 40, 60, 60);

    @TempDir
    private Path folder = Path.of("");

    private List<Soak.Day> staying() throws IOException {
        return new Soak(SMALL, Duration.ZERO, new HeapColdRows(), folder, () -> 0).run(_ -> {});
    }

    private List<Soak.Day> leaving() throws IOException {
        try (SqliteColdStore cold = new SqliteColdStore(folder)) {
            return new Soak(SMALL, Duration.ofDays(2), cold.rows("soak"), folder, () -> 0).run(_ -> {});
        }
    }

    @Test
    void readsAreTheSameAndTheHeapIsOfTheActive() throws IOException {
        List<Soak.Day> all = staying();
        List<Soak.Day> active = leaving();
        for (int day = 0; day < SMALL.days(); day++) {
            assertEquals(all.get(day).checksum(), active.get(day).checksum(), "day " + day);
            assertEquals(
                    all.get(day).onHeap(),
                    active.get(day).onHeap() + active.get(day).onDisk(),
                    "day " + day);
        }
        assertTrue(active.getLast().left() > active.getLast().onDisk(), "nobody came back");
        assertTrue(active.getLast().onDisk() > 300, active.getLast().toString());
        assertTrue(
                active.getLast().onHeap() < 1.2 * active.get(5).onHeap(), active.getLast() + " after " + active.get(5));
    }

    @Test
    void aLineThroughNumbersIsFound() {
        SoakBenchmark.Slope slope = SoakBenchmark.Slope.of(new double[] {1, 3, 5, 7});
        assertEquals(4, slope.mean(), 1e-12);
        assertEquals(2, slope.slope(), 1e-12);
        assertEquals(0, slope.error(), 1e-12);
        assertEquals(
                Math.sqrt(0.1),
                SoakBenchmark.Slope.of(new double[] {0, 1, 1, 0}).error(),
                1e-12);
    }
}
