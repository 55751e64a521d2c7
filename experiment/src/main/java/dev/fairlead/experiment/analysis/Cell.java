package dev.fairlead.experiment.analysis;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads what a cell holds, or says in which row and column it holds something else. */
final class Cell {
    private static final int DATE = "2026-03-02".length();

    private Cell() {}

    static IllegalArgumentException wrong(Row row, Columns columns, int position, String sentence) {
        return new IllegalArgumentException(
                "row " + row.number() + ", column \"" + columns.name(position) + "\": " + sentence);
    }

    /** A finite number, true as 1 and false as 0; NaN if the cell is empty. */
    static double number(Row row, Columns columns, int position) {
        double value = row.value(position);
        if (Double.isInfinite(value)) {
            throw wrong(
                    row,
                    columns,
                    position,
                    "\"" + row.text(position) + "\" is no number; leave the cell empty if the unit was not measured");
        }
        return value;
    }

    /** What {@link Row#value} gives for a text. */
    static double value(String text) {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        if (text.equalsIgnoreCase("true")) {
            return 1;
        }
        if (text.equalsIgnoreCase("false")) {
            return 0;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
        } catch (NumberFormatException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    /** The date with which a time begins. */
    static LocalDate date(Row row, Columns columns, int position) {
        String text = row.text(position);
        try {
            return LocalDate.parse(text.substring(0, Math.min(DATE, text.length())));
        } catch (DateTimeException e) {
            throw wrong(row, columns, position, "\"" + text + "\" does not begin with a date such as 2026-03-02");
        }
    }
}
