package dev.fairlead.duckdb;

import java.util.Set;

/** What a column holds. @param name as the table says it */
public record ColumnType(Kind kind, String name) {
    /** What can be made of a column's cells. */
    public enum Kind {
        TEXT,
        NUMBER,
        TIME,
        FLAG,
        /** A list of texts, numbers or times. */
        LIST,
        /** Records, bytes, spans of time: no field of an event. */
        NOTHING
    }

    /** A column of a text file. */
    static final ColumnType OF_TEXT = new ColumnType(Kind.TEXT, "text");

    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE");

    /** @param name DuckDB's */
    static ColumnType of(String name) {
        return new ColumnType(kind(name), name);
    }

    private static Kind kind(String name) {
        if (name.endsWith("]")) {
            Kind of = kind(name.substring(0, name.lastIndexOf('[')));
            return of == Kind.LIST || of == Kind.NOTHING ? Kind.NOTHING : Kind.LIST;
        }
        if (NUMBERS.contains(name) || name.startsWith("DECIMAL")) {
            return Kind.NUMBER;
        }
        if (name.startsWith("TIMESTAMP") || name.equals("DATE")) {
            return Kind.TIME;
        }
        return switch (name) {
            case "BOOLEAN" -> Kind.FLAG;
            case "VARCHAR", "UUID", "NULL", "\"NULL\"" -> Kind.TEXT;
            default -> name.startsWith("ENUM") ? Kind.TEXT : Kind.NOTHING;
        };
    }
}
