package dev.fairlead.duckdb;

import java.util.Map;

/** Where the value of one event field comes from. */
sealed interface Rule {
    /** The same text for every row. */
    record Constant(String value) implements Rule {}

    /** A stable id, see {@link Mapping}. */
    record Generated() implements Rule {}

    /**
     * A column.
     *
     * @param unit of a time
     * @param separator between the texts of a list; empty when the value is not a list in one text
     * @param values what stands for a value of the column; others are taken as they are
     */
    record Column(String name, Unit unit, String separator, Map<String, String> values) implements Rule {}

    /** How a column writes a time; PLAIN is milliseconds, ISO-8601 text with a zone, or the table's own timestamp. */
    enum Unit {
        PLAIN,
        SECONDS,
        MILLIS,
        ISO
    }
}
