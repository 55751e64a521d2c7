package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TableRowsTest {
    @TempDir
    private Path folder = Path.of("");

    private static List<List<String>> read(Path file, String... columns) {
        var rows = new ArrayList<List<String>>();
        TableRows.read(file, List.of(columns), row -> {
            assertEquals(rows.size() + 1, row.number());
            rows.add(row.cells());
        });
        return rows;
    }

    @Test
    void cellsAreTextsInTheOrderAskedForAndRowsInThatOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "user,n,note\n007,1.50,\"a, b\"\nx,,\n");
        assertEquals(List.of("user", "n", "note"), TableRows.columns(file));
        assertEquals(List.of(List.of("1.50", "007"), List.of("", "x")), read(file, "n", "user"));
        assertEquals("a, b", read(file, "note").getFirst().getFirst());
    }

    @Test
    void oneColumnIsEnoughAndManyRowsKeepTheirOrder() throws IOException {
        Path file = folder.resolve("units.csv.gz");
        try (var out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
            out.write("user\n");
            for (int i = 0; i < 300_000; i++) {
                out.write("u" + i + "\n");
            }
        }
        List<List<String>> rows = read(file, "user");
        assertEquals(300_000, rows.size());
        assertTrue(IntStream.range(0, rows.size()).allMatch(i -> rows.get(i).equals(List.of("u" + i))));
    }

    @Test
    void parquetReadsAsCsvDoes() throws SQLException {
        Path file = folder.resolve("t.parquet");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 7 AS n, 0.25::DOUBLE AS p, NULL AS c) TO '" + file + "' (FORMAT PARQUET)");
        }
        TableRows.read(file, List.of("p", "n", "c"), row -> {
            assertEquals(0.25, row.number(0));
            assertEquals("7", row.text(1));
            assertEquals("", row.text(2));
        });
    }

    @Test
    void whatCannotBeReadIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "user,price\nu,cheap\n");
        refused("there is no file", () -> TableRows.columns(folder.resolve("none.csv")));
        refused("has no column 'pric'; did you mean 'price'?", () -> read(file, "pric"));
        refused(
                "row 1: column 'price' holds 'cheap', which is no number",
                () -> TableRows.read(file, List.of("price"), row -> row.number(0)));
        Path parquet = Files.writeString(folder.resolve("t.parquet"), "no parquet");
        refused("cannot be read", () -> TableRows.columns(parquet));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(assertThrows(TableException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
