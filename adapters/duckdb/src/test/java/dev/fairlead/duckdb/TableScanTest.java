package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.duckdb.TableScan.Column;
import dev.fairlead.duckdb.TableScan.Use;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableScanTest {
    private static final Set<Use> ALL = EnumSet.allOf(Use.class);

    @TempDir
    private Path folder = Path.of("");

    private static Column number(String name) {
        return new Column(name, Set.of(Use.NUMBER));
    }

    private Path table(String format) throws SQLException {
        Path file = folder.resolve("t." + format);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "COPY (SELECT 'u' || (i * 7919 % 100003) AS id, CASE WHEN i % 11 = 3 THEN NULL ELSE 'arm-' || (i % 5)"
                            + " END AS arm, CASE WHEN i % 13 = 5 THEN NULL ELSE i / 8.0 END AS spent, i % 2 = 0 AS even, i AS n"
                            + " FROM range(100003) t(i)) TO '" + file + "' (FORMAT " + format + ")");
        }
        return file;
    }

    /** The naive oracle is {@link TableRows}, which reads every cell as a text. */
    @Test
    void cellsAreThoseThatAreReadAsTexts() throws SQLException {
        for (String format : List.of("csv", "parquet")) {
            Path file = table(format);
            List<String> names = List.of("spent", "arm", "id", "even", "n");
            var texts = new ArrayList<List<String>>();
            TableRows.read(file, names, row -> texts.add(row.cells()));
            var seen = new ArrayList<Long>();
            var keys = new HashMap<String, Long>();
            List<Column> asked =
                    names.stream().map(name -> new Column(name, ALL)).toList();
            TableScan.read(file, asked, List.of((Consumer<Cursor>) row -> {
                List<String> cells = texts.get((int) row.number() - 1);
                seen.add(row.number());
                for (int i = 0; i < names.size(); i++) {
                    assertEquals(cells.get(i), row.text(i));
                }
                assertEquals(cells.get(0).isEmpty() ? Double.NaN : Double.parseDouble(cells.get(0)), row.number(0));
                assertEquals(Boolean.parseBoolean(cells.get(3)) ? 1 : 0, row.number(3));
                assertEquals(Double.parseDouble(cells.get(4)), row.number(4));
                assertEquals(cells.get(1).isEmpty() ? Double.NaN : Double.POSITIVE_INFINITY, row.number(1));
                assertEquals(cells.get(1).isEmpty(), row.key(1) == 0);
                keys.put(cells.get(2), row.key(2));
            }));
            assertEquals(
                    IntStream.rangeClosed(1, 100_003).mapToObj(i -> (long) i).toList(), seen);
            assertEquals(100_003, keys.size());
            assertEquals(100_003, new HashSet<>(keys.values()).size());
        }
    }

    @Test
    void blocksGoToPartsInTurnAndEachPartReadsThemInOrder() throws SQLException {
        Path file = table("parquet");
        var parts = List.of(new ArrayList<Long>(), new ArrayList<Long>(), new ArrayList<Long>());
        List<Consumer<Cursor>> consumers = parts.stream()
                .map(part -> (Consumer<Cursor>) row -> part.add(row.number()))
                .toList();
        TableScan.read(file, List.of(number("n")), consumers);
        for (int part = 0; part < parts.size(); part++) {
            int turn = part;
            assertEquals(
                    IntStream.range(0, 100_003)
                            .filter(i -> i / Batch.ROWS % 3 == turn)
                            .mapToObj(i -> i + 1L)
                            .toList(),
                    parts.get(part));
        }
    }

    /** Whatever the threads do, it is the first row that is refused, and all rows before it were taken. */
    @Test
    void theFirstRowThatIsRefusedIsReported() throws SQLException {
        Path file = table("parquet");
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Set<Long> bad = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                bad.add(1 + random.nextLong(100_003));
            }
            var taken = List.of(new ArrayList<Long>(), new ArrayList<Long>());
            List<Consumer<Cursor>> consumers = taken.stream()
                    .map(part -> (Consumer<Cursor>) row -> {
                        if (bad.contains(row.number())) {
                            throw new IllegalArgumentException("row " + row.number());
                        }
                        part.add(row.number());
                    })
                    .toList();
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> TableScan.read(file, List.of(number("n")), consumers));
            long first = bad.stream().mapToLong(row -> row).min().orElseThrow();
            assertEquals("row " + first, refused.getMessage());
            assertEquals(
                    first - 1,
                    taken.stream()
                            .flatMap(List::stream)
                            .filter(row -> row < first)
                            .count());
        }
    }

    @Test
    void anErrorOfAPartEndsTheReading() throws SQLException {
        Path file = table("parquet");
        Consumer<Cursor> overflowing = _ -> {
            throw new StackOverflowError();
        };
        assertThrows(
                StackOverflowError.class,
                () -> TableScan.read(file, List.of(number("n")), List.of(overflowing, row -> row.number(0))));
    }

    @Test
    void whatIsNoNumberIsInfiniteAndItsTextIsFound() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.csv"),
                "x\n1.5\ncheap\n\nTRUE\nnan\ninf\n0x1p3\n2d\n-7e2\n\"\"\n",
                StandardCharsets.UTF_8);
        var numbers = new ArrayList<Double>();
        var wrong = new ArrayList<String>();
        TableScan.read(file, List.of(number("x")), List.of((Consumer<Cursor>) row -> {
            numbers.add(row.number(0));
            if (Double.isInfinite(row.number(0))) {
                wrong.add(row.number() + " " + row.text(0));
            }
        }));
        double inf = Double.POSITIVE_INFINITY;
        assertEquals(List.of(1.5, inf, Double.NaN, 1.0, inf, inf, inf, inf, -700.0, Double.NaN), numbers);
        assertEquals(List.of("2 cheap", "5 nan", "6 inf", "7 0x1p3", "8 2d"), wrong);
    }

    @Test
    void refusals() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "user,price\nu,1\n");
        List<Consumer<Cursor>> nobody = List.of(_ -> {});
        refused("there is no file", folder.resolve("none.csv"), "x", nobody);
        refused("has no column 'pric'; did you mean 'price'?", file, "pric", nobody);
        refused("cannot be read", Files.writeString(folder.resolve("t.parquet"), "no parquet"), "x", nobody);
        var unasked = assertThrows(
                IllegalStateException.class,
                () -> TableScan.read(file, List.of(number("price")), List.of((Consumer<Cursor>) row -> row.key(0))));
        assertTrue(String.valueOf(unasked.getMessage()).contains("'price' was not asked for as KEY"));
    }

    private static void refused(String saying, Path file, String column, List<Consumer<Cursor>> parts) {
        String message = String.valueOf(assertThrows(
                        TableException.class, () -> TableScan.read(file, List.of(number(column)), parts))
                .getMessage());
        assertTrue(message.contains(saying), message);
    }

    @Test
    void manyLabelsAreToldApart() throws IOException {
        var lines = new StringBuilder("name\n");
        for (int i = 0; i < 20_000; i++) {
            lines.append("label ").append(i % 3_000).append('\n');
        }
        Path file = Files.writeString(folder.resolve("t.csv"), lines);
        TableScan.read(file, List.of(new Column("name", Set.of(Use.LABEL))), List.of((Consumer<Cursor>)
                row -> assertEquals("label " + (row.number() - 1) % 3_000, row.text(0))));
    }
}
