package dev.fairlead.duckdb;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A Parquet file. Cells become texts by their types: a time with a zone is written in UTC, one without as it is, a whole double as a whole
 * number, and elements of a list are separated by {@link RowFields#SEPARATOR}.
 */
final class ParquetTable implements TableSource {
    /** Whole numbers up to here are exact as doubles. */
    private static final double MAX_EXACT = 1L << 53;

    private final Path file;
    private final Connection connection;
    private final Statement statement;
    private final SequencedMap<String, ColumnType> columns;
    private final List<String> names;
    private final ResultSet rows;
    private final long count;
    private long number;

    private ParquetTable(
            Path file,
            Connection connection,
            Statement statement,
            SequencedMap<String, ColumnType> columns,
            ResultSet rows,
            long count) {
        this.file = file;
        this.connection = connection;
        this.statement = statement;
        this.columns = columns;
        this.names = List.copyOf(columns.sequencedKeySet());
        this.rows = rows;
        this.count = count;
    }

    static ParquetTable open(Path file) {
        String table = "read_parquet(" + TableFile.path(file) + ")";
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:", streaming);
            try {
                Statement statement = connection.createStatement();
                statement.execute("SET TimeZone = 'UTC'");
                SequencedMap<String, ColumnType> columns = new LinkedHashMap<>();
                try (ResultSet row = statement.executeQuery("DESCRIBE SELECT * FROM " + table)) {
                    while (row.next()) {
                        columns.put(row.getString(1), ColumnType.of(row.getString(2)));
                    }
                }
                long count;
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    count = row.getLong(1);
                }
                String list = columns.entrySet().stream()
                        .map(column -> text(TableFile.name(column.getKey()), column.getValue()))
                        .collect(Collectors.joining(", "));
                return new ParquetTable(
                        file,
                        connection,
                        statement,
                        columns,
                        statement.executeQuery("SELECT " + list + " FROM " + table),
                        count);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    private static TableException unreadable(Path file, SQLException e) {
        return new TableException(
                file + " cannot be read: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                e);
    }

    private static String text(String column, ColumnType type) {
        return switch (type.kind()) {
            case TIME -> time(column, type.name());
            case LIST ->
                "array_to_string([coalesce("
                        + element(
                                "element", type.name().substring(0, type.name().lastIndexOf('[')))
                        + ", '') for element in " + column + "], chr(31))";
            case NOTHING -> "NULL";
            default -> element(column, type.name());
        };
    }

    private static String element(String value, String type) {
        if (type.startsWith("TIMESTAMP") || type.equals("DATE")) {
            return time(value, type);
        }
        if (type.equals("DOUBLE") || type.equals("FLOAT")) {
            return "CASE WHEN " + value + " = floor(" + value + ") AND abs(" + value + ") <= " + (long) MAX_EXACT
                    + " THEN CAST(CAST(" + value + " AS BIGINT) AS VARCHAR) ELSE CAST(" + value + " AS VARCHAR) END";
        }
        return "CAST(" + value + " AS VARCHAR)";
    }

    private static String time(String value, String type) {
        if (type.equals("DATE")) {
            return "CAST(" + value + " AS VARCHAR)";
        }
        boolean zoned = type.endsWith("WITH TIME ZONE");
        String plain = zoned ? "(" + value + " AT TIME ZONE 'UTC')" : "CAST(" + value + " AS TIMESTAMP)";
        return "strftime(" + plain + ", '%Y-%m-%dT%H:%M:%S.%g" + (zoned ? "Z" : "") + "')";
    }

    @Override
    public SequencedMap<String, ColumnType> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        try {
            number++;
            return rows.next();
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public long line() {
        return number;
    }

    @Override
    public String problem() {
        return "";
    }

    @Override
    public String cell(int column) {
        try {
            String text = rows.getString(column + 1);
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }

    @Override
    public String text() {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cells.add(names.get(i) + "=" + cell(i));
        }
        return cells.toString();
    }

    @Override
    public double share() {
        return count == 0 ? 1 : Math.min(1, (double) number / count);
    }

    @Override
    public void close() {
        try (connection;
                statement;
                rows) {
            // only closed
        } catch (SQLException e) {
            throw unreadable(file, e);
        }
    }
}
