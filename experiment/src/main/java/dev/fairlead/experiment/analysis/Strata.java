package dev.fairlead.experiment.analysis;

/** Strata are combinations of the values of columns; an empty cell is a value too. */
final class Strata {
    private static final char BETWEEN = '\u001f';

    /** The only one where there are no columns. */
    static final String ALL = "";

    private Strata() {}

    static String of(Row row, int[] columns) {
        if (columns.length <= 1) {
            return columns.length == 0 ? ALL : row.text(columns[0]);
        }
        var key = new StringBuilder();
        for (int column : columns) {
            key.append(row.text(column)).append(BETWEEN);
        }
        return key.toString();
    }
}
