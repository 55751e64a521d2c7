package dev.fairlead.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
    @TempDir
    Path folder;

    @Test
    void quotedFieldsHoldCommasQuotesAndLineBreaks() throws IOException {
        assertEquals(
                List.of(List.of("a", "b, \"c\"", ""), List.of("", "two\nlines", "\"")),
                rows(DataFiles.plain(folder, "a,\"b, \"\"c\"\"\",\n\n,\"two\nlines\",\"\"\"\"")));
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstField() throws IOException {
        assertEquals(List.of(List.of("1", "2")), rows(DataFiles.zipped(folder, "\uFEFF1,2\n")));
    }

    @Test
    void whatAWriterQuotesIsReadBack() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<List<String>> table = new ArrayList<>();
            for (int row = 0; row < 1 + random.nextInt(5); row++) {
                table.add(List.of("x" + field(random), field(random), field(random)));
            }
            String text = table.stream()
                    .map(row -> row.stream()
                            .map(f -> '"' + f.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.joining("\n"));
            assertEquals(table, rows(DataFiles.plain(folder, text)));
        }
    }

    private static String field(Random random) {
        return random.ints(random.nextInt(6), 0, 4)
                .mapToObj(i -> String.valueOf("a,\"\n".charAt(i)))
                .collect(Collectors.joining());
    }

    @Test
    void anUnclosedQuoteIsReportedWithTheLineOnWhichItsRowStarts() throws IOException {
        Path file = DataFiles.plain(folder, "a\nb\n\"c\nd");
        MalformedFile refusal = assertThrows(MalformedFile.class, () -> rows(file));
        assertEquals(3, refusal.line());
    }

    @Test
    void aCutGzipFileIsReported() throws IOException {
        Path file = DataFiles.zipped(folder, "a,b\n".repeat(1000));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertThrows(MalformedFile.class, () -> rows(file));
    }

    private static List<List<String>> rows(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvFile csv = new CsvFile(file)) {
            while (csv.next()) {
                rows.add(List.copyOf(csv.row()));
            }
        }
        return rows;
    }
}
