package dev.fairlead.duckdb;

import dev.fairlead.experiment.time.TimeFormat;
import java.time.Duration;
import java.util.List;

/** Where the value of one event field comes from. */
sealed interface Rule {
    /** The same text for every row. */
    record Constant(String value) implements Rule {}

    /** A stable id, see {@link Mapping}. */
    record Generated() implements Rule {}

    /** A stable id of a fact, made of what names it. @param key what names it: columns and constants */
    record Hashed(List<Rule> key) implements Rule {}

    /** The time of the first event of the other tables. */
    record First() implements Rule {}

    /** A session that begins after a pause. */
    record Gap(Duration pause) implements Rule {}

    /** The place of an element in its list, from 1 on. */
    record Numbered() implements Rule {}

    /**
     * Columns, and texts between them.
     *
     * @param time how a time is written
     * @param separator between the texts of a list; empty when the value is not a list in one text
     * @param values what stands for a value of the columns
     */
    record Column(List<Part> parts, TimeFormat time, String separator, ValueMap values) implements Rule {
        Column separatedBy(String other) {
            return new Column(parts, time, other, values);
        }
    }

    /** A piece of a value. */
    sealed interface Part {}

    /** A text between columns. */
    record Text(String text) implements Part {}

    /** A column's cell. */
    record Cell(String column) implements Part {}

    /** The columns that a rule reads. */
    default List<String> columns() {
        return switch (this) {
            case Column column ->
                column.parts().stream()
                        .filter(Cell.class::isInstance)
                        .map(part -> ((Cell) part).column())
                        .toList();
            case Hashed hashed ->
                hashed.key().stream().flatMap(rule -> rule.columns().stream()).toList();
            default -> List.of();
        };
    }
}
