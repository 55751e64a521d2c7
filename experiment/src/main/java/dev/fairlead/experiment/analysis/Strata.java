package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Plan;

/**
 * Strata are combinations of the values of columns; an empty cell is a value too. Where a plan's weights change, each time of
 * constant weights has its own.
 */
final class Strata {
    private static final char BETWEEN = '\u001f';
    private static final char PERIOD = '\u001e';

    /** The only one where there are no columns. */
    static final String ALL = "";

    private final int[] columns;
    private final boolean periods;

    Strata(Plan plan, Columns columns) {
        this.columns = columns.strata();
        periods = new Periods(plan).several();
    }

    /** Whether all units are in one. */
    boolean one() {
        return columns.length == 0 && !periods;
    }

    String of(Row row, int period) {
        String values = values(row);
        return periods ? period + String.valueOf(PERIOD) + values : values;
    }

    /** The part of a stratum that names its period; the same for all if the plan has one. */
    static String period(String stratum) {
        return stratum.substring(0, Math.max(0, stratum.indexOf(PERIOD)));
    }

    private String values(Row row) {
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
