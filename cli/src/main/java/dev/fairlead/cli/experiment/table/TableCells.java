package dev.fairlead.cli.experiment.table;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;

/** Cells of a table as numbers, true as 1 and false as 0. */
public final class TableCells {
    private TableCells() {}

    /** A finite number, or a refusal that says where there is none. */
    public static double number(TableRows.Row row, int column) {
        String text = row.text(column);
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true") ? 1 : 0;
        }
        double value = row.number(column);
        if (!Double.isFinite(value)) {
            throw new UserException(row.file() + ", row " + row.number() + ": column '"
                    + row.columns().get(column) + "' holds '" + text + "', which is no finite number");
        }
        return value;
    }
}
