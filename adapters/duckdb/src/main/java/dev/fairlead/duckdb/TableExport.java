package dev.fairlead.duckdb;

import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.log.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Writes a log as tables, one file per type of event that it holds ({@code click.parquet}), with the event's offset and all fields
 * of its schema as columns, whatever of them is known.
 * What an event lists (the items of an impression) becomes one row per element, with columns like {@code shown_item}.
 */
public final class TableExport {
    /** Events between two flushes. */
    private static final int BATCH = 10_000;

    private TableExport() {}

    public enum Format {
        PARQUET,
        CSV
    }

    /**
     * Exports all events up to the log's end at the start.
     *
     * @param folder made when it does not exist; files of earlier exports in it are overwritten
     * @return the files written, in the order of the types
     * @throws TableException when the folder cannot be written
     */
    public static List<Path> run(EventLog log, EventTypes types, Path folder, Format format, LongConsumer progress) {
        Map<EventType<?>, EventTable> sheets = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            Files.createDirectories(folder);
            long[] rows = {0};
            log.readAll(logged -> {
                sheets.computeIfAbsent(types.of(logged.event()), type -> new EventTable(connection, types, type))
                        .add(logged);
                if (++rows[0] % BATCH == 0) {
                    flush(sheets);
                    progress.accept(rows[0]);
                }
            });
            flush(sheets);
            progress.accept(rows[0]);
            return write(types, sheets, folder, format);
        } catch (IOException | SQLException e) {
            throw new TableException("the log cannot be exported to " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void flush(Map<EventType<?>, EventTable> sheets) {
        try {
            for (EventTable sheet : sheets.values()) {
                sheet.flush();
            }
        } catch (SQLException e) {
            throw new TableException("rows cannot be collected for the export: " + e.getMessage(), e);
        }
    }

    private static List<Path> write(EventTypes types, Map<EventType<?>, EventTable> sheets, Path folder, Format format)
            throws SQLException {
        List<Path> files = new ArrayList<>();
        for (EventType<?> type : types.all()) {
            EventTable sheet = sheets.get(type);
            if (sheet != null) {
                Path file = folder.resolve(type.name() + (format == Format.CSV ? ".csv" : ".parquet"));
                sheet.write(file, format);
                files.add(file);
            }
        }
        return files;
    }
}
