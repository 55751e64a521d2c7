package dev.fairlead.cli.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import dev.fairlead.cli.Main;
import dev.fairlead.sqlite.ChildJvm;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills an import at random moments: run again, everything is in the log, and nothing twice. */
class ImportKillTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void anImportThatIsKilledAndRunAgainDoublesNothing() throws Exception {
        killAndImport(50_000, 2, 4_000);
    }

    @Test
    @Tag("conformance")
    void anImportOfAMillionRowsThatIsKilledAndRunAgainDoublesNothing() throws Exception {
        killAndImport(1_000_000, 3, 30_000);
    }

    private void killAndImport(int rows, int kills, int longest) throws Exception {
        Path table = table(rows);
        SplittableRandom random = new SplittableRandom();
        for (int i = 0; i < kills; i++) {
            Process child = importing(table).start();
            if (!child.waitFor(500 + random.nextInt(longest), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly().waitFor();
            }
        }
        Path told = folder.resolve("told.txt");
        Process last = importing(table).redirectOutput(told.toFile()).start();
        assertEquals(0, last.waitFor());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(each -> each.getFileName().toString().startsWith("fairlead-import"))
                            .toList());
        }
        Matcher counts =
                Pattern.compile("(\\d+) accepted, (\\d+) duplicates, 0 refused").matcher(Files.readString(told));
        assertTrue(counts.find());
        assertEquals(rows, Integer.parseInt(counts.group(1)) + Integer.parseInt(counts.group(2)));
        Path out = folder.resolve("out");
        CliRun.of("export", "--data", folder.resolve("data").toString(), out.toString())
                .expect(0);
        List<String> lines = Files.readAllLines(out.resolve("events.jsonl"));
        Set<String> different = new HashSet<>(lines);
        assertEquals(rows, lines.size());
        assertEquals(rows, different.size());
    }

    private ProcessBuilder importing(Path table) {
        return ChildJvm.of(
                        folder,
                        "512m",
                        Main.class,
                        "import",
                        table.toString(),
                        "--data",
                        folder.resolve("data").toString())
                .redirectError(folder.resolve("errors.txt").toFile());
    }

    private Path table(int rows) throws IOException {
        Path table = folder.resolve("views.csv");
        try (Writer out = Files.newBufferedWriter(table)) {
            out.write("user,item,when\n");
            for (int i = 0; i < rows; i++) {
                out.write("u" + i % 997 + ",i" + i % 1013 + "," + (1_700_000_000L + i) + "\n");
            }
        }
        return table;
    }
}
