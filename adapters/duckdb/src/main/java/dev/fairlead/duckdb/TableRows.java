package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads columns of a CSV (also {@code .csv.gz}) or Parquet file, row by row, in the order of the file and in bounded memory. */
public final class TableRows {
    private TableRows() {}

    /**
     * The cells of one row in the order of the columns asked for.
     *
     * @param number from 1, without the header
     * @param cells empty texts where there is nothing
     */
    public record Row(Path file, long number, List<String> columns, List<String> cells) {
        public String text(int column) {
            return cells.get(column);
        }

        /** @throws TableException if the cell holds none, with its place */
        public double number(int column) {
            try {
                return Double.parseDouble(cells.get(column));
            } catch (NumberFormatException e) {
                throw new TableException(file + ", row " + number + ": column '" + columns.get(column) + "' holds '"
                        + cells.get(column) + "', which is no number");
            }
        }
    }

    /**
     * The names of a file's columns.
     *
     * @throws TableException if the file is missing or malformed
     */
    public static List<String> columns(Path file) {
        return query(file, statement -> columns(statement, file));
    }

    /**
     * How many rows a file has.
     *
     * @throws TableException if the file is missing or malformed
     */
    public static long count(Path file) {
        List<String> counted = query(file, statement -> {
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + TableFile.reading(file))) {
                row.next();
                return List.of(row.getString(1));
            }
        });
        return Long.parseLong(counted.getFirst());
    }

    /**
     * Reads columns of a file.
     *
     * @throws TableException if the file is missing or malformed, or lacks a column
     */
    public static void read(Path file, List<String> columns, Consumer<Row> each) {
        query(file, statement -> {
            List<String> found = columns(statement, file);
            for (String column : columns) {
                if (!found.contains(column)) {
                    throw new TableException(file + " has no column '" + column + "'" + Suggestion.of(column, found));
                }
            }
            String list = columns.stream()
                    .map(column -> "CAST(" + TableFile.name(column) + " AS VARCHAR)")
                    .collect(Collectors.joining(", "));
            rows(statement.executeQuery("SELECT " + list + " FROM " + TableFile.reading(file)), file, columns, each);
            return columns;
        });
    }

    private static void rows(ResultSet result, Path file, List<String> columns, Consumer<Row> each)
            throws SQLException {
        for (long number = 1; result.next(); number++) {
            var cells = new ArrayList<String>(columns.size());
            for (int i = 1; i <= columns.size(); i++) {
                String cell = result.getString(i);
                cells.add(cell == null ? "" : cell);
            }
            each.accept(new Row(file, number, columns, cells));
        }
    }

    private static List<String> columns(Statement statement, Path file) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + TableFile.reading(file))) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    private interface Query {
        List<String> run(Statement statement) throws SQLException;
    }

    private static List<String> query(Path file, Query query) {
        if (!Files.isRegularFile(file)) {
            throw new TableException("there is no file " + file.toAbsolutePath());
        }
        var streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = connection.createStatement()) {
            return query.run(statement);
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
