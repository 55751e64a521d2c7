package dev.fairlead.duckdb;

import dev.fairlead.events.EventTypes;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.log.Logged;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The table of one type of event. Its columns are the fields that were ever written, in the order they came up. */
final class Sheet {
    private static final String SEPARATOR = "\u001f";

    private final Connection connection;
    private final EventTypes types;
    private final String table;
    private final Map<String, Kind> columns = new LinkedHashMap<>();
    private List<Map<String, Object>> rows = new ArrayList<>();
    private int created;

    private enum Kind {
        VARCHAR,
        DOUBLE,
        BIGINT,
        LIST
    }

    Sheet(Connection connection, EventTypes types, String table) {
        this.connection = connection;
        this.types = types;
        this.table = TableFile.name(table);
    }

    /** Adds the rows of one event: one, or one per element of its list of records; of several lists, one per combination. */
    void add(Logged logged) {
        Cells common = new Cells("", new LinkedHashMap<>());
        common.whole("offset", logged.offset());
        types.write(logged.event(), common);
        List<Map<String, Object>> of = List.of(common.cells);
        for (List<Map<String, Object>> list : common.lists) {
            of = combined(of, list);
        }
        rows.addAll(of);
    }

    private static List<Map<String, Object>> combined(
            List<Map<String, Object>> rows, List<Map<String, Object>> elements) {
        List<Map<String, Object>> all = new ArrayList<>(rows.size() * elements.size());
        for (Map<String, Object> row : rows) {
            for (Map<String, Object> element : elements) {
                Map<String, Object> both = new LinkedHashMap<>(row);
                both.putAll(element);
                all.add(both);
            }
        }
        return all;
    }

    private final class Cells implements FieldWriter {
        private final String prefix;
        private final Map<String, Object> cells;
        private final List<List<Map<String, Object>>> lists = new ArrayList<>();

        private Cells(String prefix, Map<String, Object> cells) {
            this.prefix = prefix;
            this.cells = cells;
        }

        private void put(String name, Kind kind, Object value) {
            columns.putIfAbsent(prefix + name, kind);
            cells.put(prefix + name, value);
        }

        @Override
        public void text(String name, String value) {
            if (!value.isEmpty()) {
                put(name, Kind.VARCHAR, value);
            }
        }

        @Override
        public void number(String name, double value) {
            if (!Double.isNaN(value)) {
                put(name, Kind.DOUBLE, value);
            }
        }

        @Override
        public void whole(String name, long value) {
            put(name, Kind.BIGINT, value);
        }

        @Override
        public void texts(String name, List<String> values) {
            if (!values.isEmpty()) {
                put(name, Kind.LIST, String.join(SEPARATOR, values));
            }
        }

        @Override
        public void flag(String name, boolean value) {
            put(name, Kind.VARCHAR, Boolean.toString(value));
        }

        @Override
        public void numbers(String name, double[] values) {
            texts(name, Arrays.stream(values).mapToObj(Double::toString).toList());
        }

        /** The fields of a single object become columns of the same row. */
        @Override
        public void object(String name, Consumer<FieldWriter> content) {
            Cells inner = new Cells(prefix + name + "_", cells);
            content.accept(inner);
            lists.addAll(inner.lists);
        }

        @Override
        public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
            List<Map<String, Object>> list = new ArrayList<>(values.size());
            for (T value : values) {
                Cells inner = new Cells(prefix + name + "_", new LinkedHashMap<>());
                each.accept(value, inner);
                list.add(inner.cells);
            }
            if (!list.isEmpty()) {
                lists.add(list);
            }
        }
    }

    /** Moves the rows at hand into DuckDB. */
    void flush() throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        createColumns();
        String places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " VALUES (" + places + ")")) {
            for (Map<String, Object> row : rows) {
                int place = 1;
                for (String column : columns.keySet()) {
                    insert.setObject(place++, row.get(column));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        rows = new ArrayList<>();
    }

    private void createColumns() throws SQLException {
        List<String> wanted = columns.entrySet().stream()
                .map(c -> TableFile.name(c.getKey()) + " " + (c.getValue() == Kind.LIST ? Kind.VARCHAR : c.getValue()))
                .toList();
        try (Statement statement = connection.createStatement()) {
            for (; created < wanted.size(); created++) {
                statement.execute(
                        created == 0
                                ? "CREATE TABLE " + table + " (" + wanted.getFirst() + ")"
                                : "ALTER TABLE " + table + " ADD COLUMN " + wanted.get(created));
            }
        }
    }

    /** Writes the table; a list is a list in Parquet, and one text separated by "/" in CSV. */
    void write(Path file, TableExport.Format format) throws SQLException {
        String list = columns.entrySet().stream()
                .map(c -> selected(TableFile.name(c.getKey()), c.getValue(), format))
                .collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT " + list + " FROM " + table + ") TO " + TableFile.quoted(file.toString())
                    + " (FORMAT " + format + ")");
        }
    }

    private static String selected(String column, Kind kind, TableExport.Format format) {
        if (kind != Kind.LIST) {
            return column;
        }
        String how = format == TableExport.Format.CSV ? "replace(%s, chr(31), '/')" : "string_split(%s, chr(31))";
        return how.formatted(column) + " AS " + column;
    }
}
