package dev.fairlead.duckdb;

import dev.fairlead.decide.Ingest;
import dev.fairlead.experiment.json.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads events from CSV (also {@code .csv.gz}) and Parquet files, one event per row. */
public final class TableImport {
    private final Mapping mapping;

    public TableImport(Mapping mapping) {
        this.mapping = mapping;
    }

    /** Told how many rows were read so far, after each batch. */
    public interface Progress {
        void rows(long count);
    }

    /**
     * Reads a file in bounded memory. A row's number, from 1 and without the header, is its line in the dead-letter log.
     *
     * @param fresh makes an empty batch
     * @param size rows in a full batch, at least 1
     * @param full takes every batch that has rows, in order; it usually appends it
     * @return rows read, refused ones included
     * @throws TableException when the file is missing, lacks a mapped column or is malformed
     */
    public long run(Path file, Supplier<Ingest.Batch> fresh, int size, Consumer<Ingest.Batch> full, Progress progress) {
        if (!Files.isRegularFile(file)) {
            throw new TableException("there is no file " + file.toAbsolutePath());
        }
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = connection.createStatement()) {
            Map<String, String> columns = checkedColumns(statement, file);
            return rows(
                    statement.executeQuery(query(file, columns)),
                    List.copyOf(columns.keySet()),
                    fresh,
                    size,
                    full,
                    progress);
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The mapped columns with DuckDB's names of their types. */
    private Map<String, String> checkedColumns(Statement statement, Path file) throws SQLException {
        Map<String, String> found = new LinkedHashMap<>();
        try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + TableFile.reading(file))) {
            while (row.next()) {
                found.put(row.getString(1), row.getString(2));
            }
        }
        Map<String, String> mapped = new LinkedHashMap<>();
        for (String column : mapping.columns()) {
            String type = found.get(column);
            if (type == null) {
                throw new TableException(
                        file + " has no column '" + column + "'" + Suggestion.of(column, found.keySet()));
            }
            mapped.put(column, type);
        }
        return mapped;
    }

    /** Timestamps become ISO-8601 text in UTC and lists one text, so that every cell is a text. */
    private static String query(Path file, Map<String, String> columns) {
        String list = columns.entrySet().stream()
                .map(column -> text(TableFile.name(column.getKey()), column.getValue()))
                .collect(Collectors.joining(", "));
        return "SELECT " + (list.isEmpty() ? "1" : list) + " FROM " + TableFile.reading(file);
    }

    private static String text(String column, String type) {
        if (type.startsWith("TIMESTAMP")) {
            return "replace(left(CAST(" + column + " AS VARCHAR), 23), ' ', 'T') || 'Z'";
        }
        if (type.endsWith("]")) {
            return "array_to_string([coalesce(CAST(element AS VARCHAR), '') for element in " + column + "], chr(31))";
        }
        return "CAST(" + column + " AS VARCHAR)";
    }

    private long rows(
            ResultSet row,
            List<String> columns,
            Supplier<Ingest.Batch> fresh,
            int size,
            Consumer<Ingest.Batch> full,
            Progress progress)
            throws SQLException {
        Ingest.Batch batch = fresh.get();
        long count = 0;
        while (row.next()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                String cell = row.getString(i + 1);
                if (cell != null) {
                    cells.put(columns.get(i), cell);
                }
            }
            RowFields fields = mapping.row(++count, cells);
            batch.add(count, fields, cells.toString());
            if (batch.size() >= size) {
                full.accept(batch);
                progress.rows(count);
                batch = fresh.get();
            }
        }
        if (batch.size() > 0) {
            full.accept(batch);
            progress.rows(count);
        }
        return count;
    }
}
