package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.decide.Intake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
    public long run(Path file, Supplier<Intake.Batch> fresh, int size, Consumer<Intake.Batch> full, Progress progress) {
        if (!Files.isRegularFile(file)) {
            throw new TableException("there is no file " + file.toAbsolutePath());
        }
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = connection.createStatement()) {
            List<String> columns = checkedColumns(statement, file);
            return rows(statement.executeQuery(query(file, columns)), columns, fresh, size, full, progress);
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<String> checkedColumns(Statement statement, Path file) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + TableFile.reading(file))) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        for (String column : mapping.columns()) {
            if (!found.contains(column)) {
                throw new TableException(file + " has no column '" + column + "'" + Suggestion.of(column, found));
            }
        }
        return List.copyOf(mapping.columns());
    }

    /** Timestamps become ISO-8601 text in UTC and lists one text, so that every cell is a text. */
    private String query(Path file, List<String> columns) {
        String list = columns.stream()
                .map(TableFile::name)
                .map(c -> "CASE WHEN typeof(" + c + ") LIKE 'TIMESTAMP%' THEN replace(left(CAST(" + c
                        + " AS VARCHAR), 23), ' ', 'T') || 'Z' ELSE CAST(" + c + " AS VARCHAR) END")
                .collect(Collectors.joining(", "));
        return "SELECT " + (list.isEmpty() ? "1" : list) + " FROM " + TableFile.reading(file);
    }

    private long rows(
            ResultSet row,
            List<String> columns,
            Supplier<Intake.Batch> fresh,
            int size,
            Consumer<Intake.Batch> full,
            Progress progress)
            throws SQLException {
        Intake.Batch batch = fresh.get();
        long count = 0;
        while (row.next()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                String cell = row.getString(i + 1);
                if (cell != null) {
                    cells.put(columns.get(i), cell);
                }
            }
            RowFields fields = new RowFields(++count, mapping.rules(), cells);
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
