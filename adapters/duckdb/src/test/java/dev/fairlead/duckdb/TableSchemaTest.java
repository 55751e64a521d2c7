package dev.fairlead.duckdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.decide.Ingest;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Point;
import dev.fairlead.events.Schema;
import dev.fairlead.json.Json;
import dev.fairlead.log.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A type of event with a field of every kind that a row can hold goes out into tables and comes back. */
class TableSchemaTest {
    private static final long TIME = 1_700_000_000_000L;

    @TempDir
    private Path folder = Path.of("");

    record Inside(String name, boolean good) {
        static final Schema<Inside> SCHEMA =
                Schema.of(Inside.class, Field.id("name", "a name").optional(), Field.flag("good", "whether it is"));
    }

    record Beside(long count, String zone) {
        static final Schema<Beside> SCHEMA = Schema.of(
                Beside.class, Field.whole("count", 0, 99, "how many").orElse(-1), Field.zone("zone", "a zone"));
    }

    record Everything(
            String id,
            long time,
            String who,
            String note,
            long since,
            double amount,
            boolean urgent,
            List<String> names,
            double[] numbers,
            float[] row,
            Point at,
            List<Point> way,
            Inside inside,
            Beside beside)
            implements Event {
        static final EventType<Everything> TYPE = EventType.product(
                Everything.class,
                "everything",
                "All of it.",
                Field.id("who", "who"),
                Field.text("note", "a note"),
                Field.time("since", "since when").optional(),
                Field.number("amount", -1, 1e300, "an amount").optional(),
                Field.flag("urgent", "whether it is"),
                Field.ids("names", "names"),
                Field.numbers("numbers", -10, 10, "numbers"),
                Field.floats("row", "floats"),
                Field.point("at", "a place").optional(),
                Field.points("way", "places"),
                Field.object("inside", Inside.SCHEMA, "one more").optional(),
                Field.embedded(Beside.SCHEMA));
    }

    private static final EventTypes TYPES = EventTypes.of(List.of(Everything.TYPE));

    private static final Everything FULL = new Everything(
            "a",
            TIME,
            "u,\"1\"",
            "two\nlines",
            TIME - 1,
            0.1,
            true,
            List.of("x", "y z"),
            new double[] {1.5, Double.NaN, -3, Double.NaN},
            new float[] {0.1f, Float.NaN},
            new Point(52.5, 13.25),
            List.of(new Point(1, 2), new Point(3, -4.5)),
            new Inside("i", true),
            new Beside(0, "UTC"));

    private static final Everything BARE = new Everything(
            "b",
            TIME,
            "u",
            "",
            0,
            Double.NaN,
            false,
            List.of(),
            new double[0],
            new float[0],
            Point.UNKNOWN,
            List.of(),
            new Inside("", false),
            new Beside(-1, ""));

    private static String mapping(TableExport.Format format) {
        String split = format == TableExport.Format.CSV ? " split:/" : "";
        return EventColumns.of(Everything.TYPE).entrySet().stream()
                .filter(column -> !column.getKey().equals("offset"))
                .map(column -> column.getKey().replace("inside_", "inside.") + " = column:" + column.getKey()
                        + (column.getValue().sql().equals("VARCHAR") && column.getValue() != EventColumns.Kind.VARCHAR
                                ? split
                                : ""))
                .collect(Collectors.joining("\n"));
    }

    private static String written(Event event) {
        return Json.write(out -> TYPES.write(event, out));
    }

    @Test
    void whatGoesOutComesBack() throws IOException {
        for (TableExport.Format format : TableExport.Format.values()) {
            MemoryLog from = new MemoryLog();
            from.append(List.of(FULL, BARE), List.of());
            Path file = TableExport.run(from, TYPES, folder.resolve("out"), format, _ -> {})
                    .getFirst();
            MemoryLog to = new MemoryLog();
            Ingest intake = new Ingest(to, TYPES, InstantSource.fixed(Instant.ofEpochMilli(TIME)));
            Path map = Files.writeString(folder.resolve("map.properties"), mapping(format));
            Ingest.Batch batch = intake.batch("t", Ingest.Deliverer.OPERATOR);
            new TableImport(Mapping.read(map, TYPES))
                    .run(SourceFile.of(file, Optional.empty()), batch, TIME, (_, _) -> {});
            batch.append();
            assertEquals(List.of(), to.deadLetters(0, 10), format::name);
            List<String> back = new ArrayList<>();
            to.readAll(logged -> back.add(written(logged.event())));
            assertEquals(List.of(written(FULL), written(BARE)), back, format::name);
        }
    }

    @Test
    void columnsAreThoseOfTheSchemaInItsOrderWithTheirTypesWhateverIsKnown() throws SQLException {
        MemoryLog log = new MemoryLog();
        log.append(List.of(BARE), List.of());
        Path file = TableExport.run(log, TYPES, folder, TableExport.Format.PARQUET, _ -> {})
                .getFirst();
        List<String> columns = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var row = statement.executeQuery("DESCRIBE SELECT * FROM '" + file + "'")) {
            while (row.next()) {
                columns.add(row.getString(1) + " " + row.getString(2));
            }
        }
        assertEquals(
                List.of(
                        "offset BIGINT",
                        "type VARCHAR",
                        "id VARCHAR",
                        "time BIGINT",
                        "who VARCHAR",
                        "note VARCHAR",
                        "since BIGINT",
                        "amount DOUBLE",
                        "urgent BOOLEAN",
                        "names VARCHAR[]",
                        "numbers DOUBLE[]",
                        "row VARCHAR",
                        "at DOUBLE[]",
                        "way DOUBLE[]",
                        "inside_name VARCHAR",
                        "inside_good BOOLEAN",
                        "count BIGINT",
                        "zone VARCHAR"),
                columns);
    }
}
