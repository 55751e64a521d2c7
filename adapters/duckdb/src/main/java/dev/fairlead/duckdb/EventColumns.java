package dev.fairlead.duckdb;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The columns of one type of event: its place in the log, its type, and its fields in the order of the schema. The fields of a
 * record inside have its field's name before theirs: {@code shown_item}.
 */
final class EventColumns {
    /** What a column holds in DuckDB. A list is kept as one text until it is written to a file. */
    enum Kind {
        VARCHAR("VARCHAR"),
        DOUBLE("DOUBLE"),
        BIGINT("BIGINT"),
        BOOLEAN("BOOLEAN"),
        TEXTS("VARCHAR"),
        NUMBERS("VARCHAR");

        private final String sql;

        Kind(String sql) {
            this.sql = sql;
        }

        String sql() {
            return sql;
        }
    }

    private final SequencedMap<String, Kind> columns = new LinkedHashMap<>();

    private EventColumns() {}

    static SequencedMap<String, Kind> of(EventType<?> type) {
        EventColumns all = new EventColumns();
        all.columns.put("offset", Kind.BIGINT);
        all.columns.put("type", Kind.VARCHAR);
        all.add("", type.schema());
        return all.columns;
    }

    private void add(String prefix, Schema<?> schema) {
        for (Field field : schema.flat()) {
            String name = prefix + field.name();
            switch (field.kind()) {
                case ID, TEXT, RAW, VALUE, ZONE, FLOATS -> put(name, Kind.VARCHAR);
                case TIME, WHOLE -> put(name, Kind.BIGINT);
                case NUMBER -> put(name, Kind.DOUBLE);
                case FLAG -> put(name, Kind.BOOLEAN);
                case IDS -> put(name, Kind.TEXTS);
                case NUMBERS, POINT, POINTS -> put(name, Kind.NUMBERS);
                case OBJECT, OBJECTS -> add(name + "_", field.schema());
                case VARIANT -> new TreeMap<>(field.of()).values().forEach(each -> add(name + "_", each));
                case EMBEDDED -> throw new IllegalArgumentException("a flat schema has no embedded record");
            }
        }
    }

    /** Variants of a record share the columns of one name; where they differ in kind, both are texts. */
    private void put(String name, Kind kind) {
        columns.merge(name, kind, (one, other) -> one == other ? one : Kind.VARCHAR);
    }

    /** Column names and types as CREATE TABLE takes them. */
    static String sql(Map<String, Kind> columns) {
        StringBuilder sql = new StringBuilder();
        columns.forEach((name, kind) -> sql.append(sql.isEmpty() ? "" : ", ")
                .append(TableFile.name(name))
                .append(' ')
                .append(kind.sql()));
        return sql.toString();
    }
}
