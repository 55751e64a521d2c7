package dev.fairlead.duckdb;

import dev.fairlead.duckdb.EventColumns.Kind;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
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
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The table of one type of event, of the columns of its schema. */
final class EventTable {
    private static final String SEPARATOR = "\u001f";

    private final Connection connection;
    private final EventTypes types;
    private final String table;
    private final SequencedMap<String, Kind> columns;
    private List<Map<String, Object>> rows = new ArrayList<>();
    private boolean created;

    EventTable(Connection connection, EventTypes types, EventType<?> type) {
        this.connection = connection;
        this.types = types;
        this.table = TableFile.name(type.name());
        this.columns = EventColumns.of(type);
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

        private void put(String name, Object value) {
            Kind kind = columns.get(prefix + name);
            if (kind == null) {
                throw new IllegalStateException("the schema has no field '" + prefix + name + "', which was written");
            }
            cells.put(prefix + name, kind == Kind.VARCHAR ? value.toString() : value);
        }

        @Override
        public void text(String name, String value) {
            if (!value.isEmpty()) {
                put(name, value);
            }
        }

        @Override
        public void number(String name, double value) {
            if (!Double.isNaN(value)) {
                put(name, value);
            }
        }

        @Override
        public void whole(String name, long value) {
            put(name, value);
        }

        @Override
        public void texts(String name, List<String> values) {
            if (!values.isEmpty()) {
                put(name, String.join(SEPARATOR, values));
            }
        }

        @Override
        public void flag(String name, boolean value) {
            put(name, value);
        }

        @Override
        public void unknown(String name, Field.Kind kind) {
            if (kind == Field.Kind.FLAG) {
                put(name, false);
            }
        }

        /** An element that is not known is an empty text. */
        @Override
        public void numbers(String name, double[] values) {
            texts(
                    name,
                    Arrays.stream(values)
                            .mapToObj(value -> Double.isNaN(value) ? "" : Double.toString(value))
                            .toList());
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
        create();
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

    private void create() throws SQLException {
        if (!created) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + table + " (" + EventColumns.sql(columns) + ")");
            }
            created = true;
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
        if (kind != Kind.TEXTS && kind != Kind.NUMBERS) {
            return column;
        }
        String how = format == TableExport.Format.CSV
                ? "replace(%s, chr(31), '/')"
                : kind == Kind.TEXTS
                        ? "string_split(%s, chr(31))"
                        : "[TRY_CAST(element AS DOUBLE) for element in string_split(%s, chr(31))]";
        return how.formatted(column) + " AS " + column;
    }
}
