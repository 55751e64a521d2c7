package dev.fairlead.experiment.analysis;

/** Reads what a cell holds, or says in which row and column it holds something else. */
final class Cell {
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

    /** A date or time. */
    static Moment moment(Row row, Columns columns, int position) {
        try {
            return Moment.of(row.text(position));
        } catch (IllegalArgumentException e) {
            throw wrong(row, columns, position, String.valueOf(e.getMessage()));
        }
    }
}
