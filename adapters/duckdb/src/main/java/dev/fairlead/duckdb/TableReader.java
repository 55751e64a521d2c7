package dev.fairlead.duckdb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads some columns of a CSV (also {@code .csv.gz}) or Parquet file, row by row in bounded memory, as often as asked. */
public final class TableReader {
    private final Path file;

    /** @throws TableException when the file is missing */
    public TableReader(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TableException("there is no file " + file);
        }
        this.file = file;
    }

    /** A row; valid until the next one is read. */
    public static final class Row {
        private final String[] cells;
        private long number;

        private Row(int columns) {
            cells = new String[columns];
        }

        /** From 1, the header not counted. */
        public long number() {
            return number;
        }

        /** The cell of a column as text, by the column's place among those asked for; empty if nothing is in it. */
        public String text(int column) {
            return cells[column];
        }

        private void read(ResultSet row) throws SQLException {
            number++;
            for (int i = 0; i < cells.length; i++) {
                cells[i] = Objects.requireNonNullElse(row.getString(i + 1), "");
            }
        }
    }

    /** The names of the columns. */
    public List<String> header() {
        return using(statement -> {
            List<String> names = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + TableFile.reading(file))) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        });
    }

    /**
     * Reads all rows in their order.
     *
     * @param columns which the file has, at least one
     * @return how many rows there were
     * @throws TableException when the file is malformed
     */
    public long read(List<String> columns, Consumer<Row> each) {
        String list = columns.stream()
                .map(column -> "CAST(" + TableFile.name(column) + " AS VARCHAR)")
                .collect(Collectors.joining(", "));
        return using(statement -> {
            Row row = new Row(columns.size());
            try (ResultSet found = statement.executeQuery("SELECT " + list + " FROM " + TableFile.reading(file))) {
                while (found.next()) {
                    row.read(found);
                    each.accept(row);
                }
            }
            return row.number();
        });
    }

    private interface Reading<T> {
        T read(Statement statement) throws SQLException;
    }

    private <T> T using(Reading<T> reading) {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
                Statement statement = connection.createStatement()) {
            return reading.read(statement);
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
