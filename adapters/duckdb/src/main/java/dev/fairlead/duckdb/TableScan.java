package dev.fairlead.duckdb;

import dev.fairlead.experiment.json.Suggestion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/**
 * Reads typed columns of a CSV (also {@code .csv.gz}) or Parquet file straight from DuckDB's vectors, in bounded memory.
 *
 * <p>Rows go to parts by their number: blocks of {@value Batch#ROWS} rows in turn to each part. A part is read by one thread in
 * the order of the file, so that what is folded from the parts does not depend on the machine or its load.
 */
public final class TableScan {
    /** Consecutive rows that go to a part before it is the next one's turn. */
    public static final int BLOCK = Batch.ROWS;

    private final Path file;
    private final List<Column> columns;

    private TableScan(Path file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** How a cell is asked for. */
    public enum Use {
        /** As a text of which the table has few different ones, such as the name of an arm. */
        LABEL,
        /** As a hash that tells ids apart. */
        KEY,
        /** As a number. */
        NUMBER,
        /** As a text. */
        TEXT
    }

    /** A column and how its cells will be asked for. */
    public record Column(String name, Set<Use> uses) {
        public Column {
            uses = Set.copyOf(uses);
        }
    }

    /**
     * Reads all rows.
     *
     * @param parts what takes each part's rows; called by a thread per part, each time with the same cursor at another row
     * @throws TableException if the file is missing or malformed, or lacks a column
     * @throws RuntimeException what a part threw; of several parts, for the row that comes first
     */
    public static void read(Path file, List<Column> columns, List<? extends Consumer<? super Cursor>> parts) {
        new TableScan(file, List.copyOf(columns)).read(parts);
    }

    private void read(List<? extends Consumer<? super Cursor>> parts) {
        if (!Files.isRegularFile(file)) {
            throw new TableException("there is no file " + file.toAbsolutePath());
        }
        try (DuckDBConnection connection = open()) {
            var layout = new Layout(columns, types(connection));
            try (var statement = (DuckDBPreparedStatement)
                            connection.prepareStatement("SELECT " + layout.sql() + " FROM " + TableFile.reading(file));
                    DuckDBChunkedResult result = statement.query()) {
                new Distribution(this, layout, parts).run(result);
            }
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static DuckDBConnection open() throws SQLException {
        var streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", streaming);
    }

    private List<String> types(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        var types = new ArrayList<String>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + TableFile.reading(file))) {
            while (row.next()) {
                names.add(row.getString(1));
                types.add(row.getString(2));
            }
        }
        return columns.stream()
                .map(column -> {
                    int at = names.indexOf(column.name());
                    if (at < 0) {
                        throw new TableException(
                                file + " has no column '" + column.name() + "'" + Suggestion.of(column.name(), names));
                    }
                    return types.get(at);
                })
                .toList();
    }

    /** What a cell holds, found by reading the file once more: for messages about cells that are not read as texts. */
    String lookup(int column, long number) {
        try (Connection connection = open();
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CAST(" + TableFile.name(columns.get(column).name()) + " AS VARCHAR) FROM "
                                + TableFile.reading(file) + " LIMIT 1 OFFSET " + (number - 1))) {
            String text = row.next() ? row.getString(1) : null;
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw new TableException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
