package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIndexTest {
    private static final long LOG = 42;
    private static final int YOUNG = 64;

    @TempDir
    private Path folder = Path.of("");

    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<Long, Long> oracle = new HashMap<>();
    private long end;

    private KeyIndex open() throws IOException {
        return KeyIndex.open(folder, LOG, end, YOUNG);
    }

    private void add(KeyIndex index, int count) {
        for (int i = 0; i < count; i++) {
            long key = random.nextInt(50) == 0 ? random.nextLong(100) - 50 : random.nextLong();
            if (oracle.containsKey(key)) {
                assertEquals(oracle.get(key), index.find(key));
                continue;
            }
            assertEquals(0, index.find(key));
            end += 1 + random.nextInt(3);
            index.add(key, end);
            oracle.put(key, end);
        }
    }

    private void same(KeyIndex index) {
        oracle.forEach((key, offset) -> assertEquals(offset, index.find(key)));
        for (int i = 0; i < 1_000; i++) {
            long key = random.nextLong();
            assertEquals(oracle.getOrDefault(key, 0L), index.find(key));
        }
    }

    /** What no run holds comes from the log, as at each start. */
    private void catchUp(KeyIndex index) {
        oracle.entrySet().stream()
                .filter(entry -> entry.getValue() > index.last())
                .sorted(Map.Entry.comparingByValue())
                .toList()
                .forEach(entry -> index.add(entry.getKey(), entry.getValue()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void itHoldsWhatATableWouldHoldWhateverIsMergedMeanwhile() throws IOException {
        for (int start = 0; start < 6; start++) {
            try (KeyIndex index = open()) {
                catchUp(index);
                add(index, 100 + random.nextInt(5_000));
                same(index);
                index.await();
                same(index);
                long keys = oracle.size();
                List<Long> sizes = index.runSizes();
                assertTrue(
                        sizes.size() <= 2 + Math.log((double) keys / YOUNG) / Math.log(2),
                        () -> keys + " keys in runs of " + sizes);
            }
        }
    }

    @Test
    void whatIsDamagedCutShortLeftBehindOrOfAnotherLogIsMadeAnew() throws IOException {
        try (KeyIndex index = open()) {
            add(index, 3_000);
        }
        List<Path> runs = files();
        for (int i = 0; i < runs.size(); i++) {
            Path run = runs.get(i);
            try (RandomAccessFile file = new RandomAccessFile(run.toFile(), "rw")) {
                if (i % 2 == 0) {
                    file.seek(file.length() / 2);
                    int was = file.read();
                    file.seek(file.length() / 2);
                    file.write(was ^ 4);
                } else {
                    file.setLength(file.length() - 1);
                }
            }
        }
        Files.writeString(folder.resolve("keys-0-7.run.new"), "half");
        try (KeyIndex index = open()) {
            assertEquals(0, index.last());
            assertEquals(List.of(), files());
            catchUp(index);
            same(index);
        }
        try (KeyIndex index = KeyIndex.open(folder, LOG + 1, end, YOUNG)) {
            assertEquals(0, index.last());
            assertEquals(List.of(), files());
        }
    }

    @Test
    void aRunBeyondTheEndOfTheLogIsNotOfThisLog() throws IOException {
        try (KeyIndex index = open()) {
            add(index, 1_000);
        }
        try (KeyIndex index = KeyIndex.open(folder, LOG, 10, YOUNG)) {
            assertEquals(0, index.last());
        }
    }

    /** A process that ends in the middle of a merge leaves its sources beside its result. */
    @Test
    void theSourcesOfAMergeAreDroppedWhenItsResultIsThere(@TempDir Path aside) throws IOException {
        try (KeyIndex index = open()) {
            add(index, YOUNG + 10);
            index.await();
            for (Path run : files()) {
                Files.copy(run, aside.resolve(run.getFileName()));
            }
            add(index, 10 * YOUNG);
        }
        List<Path> merged = files();
        try (Stream<Path> old = Files.list(aside)) {
            for (Path run : old.toList()) {
                Files.move(run, folder.resolve(run.getFileName()));
            }
        }
        assertTrue(files().size() > merged.size());
        try (KeyIndex index = open()) {
            assertEquals(merged, files());
            catchUp(index);
            same(index);
        }
    }
}
