package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private Path packed(String text) throws IOException {
        Path file = folder.resolve("units.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    @Test
    void readsTheColumnsAskedForInTheirOrderAsOftenAsAsked() throws IOException {
        TableReader table = new TableReader(packed("unit,arm,a \"b\"\n007,x,1.50\nu2,\"y, z\",\n"));
        assertEquals(List.of("unit", "arm", "a \"b\""), table.header());
        for (int time = 0; time < 2; time++) {
            List<String> read = new ArrayList<>();
            long rows = table.read(
                    List.of("a \"b\"", "unit", "arm"),
                    row -> read.add(row.number() + ":" + row.text(0) + "|" + row.text(1) + "|" + row.text(2)));
            assertEquals(2, rows);
            assertEquals(List.of("1:1.50|007|x", "2:|u2|y, z"), read);
        }
    }

    @Test
    void rowsStayInOrderOverManyBatches() throws IOException {
        StringBuilder text = new StringBuilder("n\n");
        for (int i = 1; i <= 10_000; i++) {
            text.append(i).append('\n');
        }
        new TableReader(packed(text.toString()))
                .read(List.of("n"), row -> assertEquals(Long.toString(row.number()), row.text(0)));
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        assertThrows(TableException.class, () -> new TableReader(folder.resolve("none.csv")));
        TableReader table = new TableReader(packed("unit\nu1\n"));
        assertThrows(TableException.class, () -> table.read(List.of("arm"), _ -> {}));
    }
}
