package dev.fairlead.cli.experiment.units;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.outcome.Fact;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as a row of a table.
 *
 * @param idColumn of its id; empty if each row is another event
 */
record EventRows(TableRows.Row row, Optional<String> idColumn, String unitColumn, String typeColumn, String timeColumn)
        implements Fact {
    @Override
    public Optional<String> id() {
        return idColumn.map(this::required);
    }

    @Override
    public String unit() {
        return required(unitColumn);
    }

    @Override
    public String type() {
        return text(typeColumn);
    }

    @Override
    public Instant time() {
        return time(row, timeColumn);
    }

    private String required(String column) {
        return required(row, column);
    }

    static String required(TableRows.Row row, String column) {
        String text = row.text(row.columns().indexOf(column));
        if (text.isEmpty()) {
            throw wrong(row, column, "is empty");
        }
        return text;
    }

    private static UserException wrong(TableRows.Row row, String column, String sentence) {
        return new UserException(row.file() + ", row " + row.number() + ", column \"" + column + "\" " + sentence);
    }

    /** ISO 8601, with a space or a T, with an offset or else in UTC, as DuckDB and most databases write times. */
    static Instant time(TableRows.Row row, String column) {
        try {
            return Moment.instant(required(row, column).strip());
        } catch (IllegalArgumentException e) {
            throw wrong(
                    row,
                    column,
                    "holds \"" + required(row, column)
                            + "\", which is no time such as 2026-03-02T10:15:00Z; windows are counted from the second");
        }
    }

    @Override
    public String text(String field) {
        int at = row.columns().indexOf(field);
        return at < 0 ? "" : row.text(at);
    }

    @Override
    public double number(String field) {
        String text = text(field);
        try {
            double number = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
            if (text.isEmpty() || Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(row, field, "holds \"" + text + "\", which is no number");
    }
}
