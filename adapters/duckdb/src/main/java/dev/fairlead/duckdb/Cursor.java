package dev.fairlead.duckdb;

import dev.fairlead.duckdb.TableScan.Column;
import java.util.List;

/** A row of a {@link TableScan}; the same object stands at one row after the other. Columns are counted from 0 as asked for. */
public final class Cursor {
    private final TableScan scan;
    private final List<Column> columns;
    private Batch batch;
    private int row;

    Cursor(TableScan scan, List<Column> columns, Batch batch) {
        this.scan = scan;
        this.columns = columns;
        this.batch = batch;
    }

    void at(Batch next, int place) {
        batch = next;
        row = place;
    }

    /** The row's number, from 1, the header not counted. */
    public long number() {
        return batch.first + row;
    }

    /**
     * A cell as text; empty if nothing is in it. Of a column that is not asked for as {@link TableScan.Use#LABEL} or
     * {@link TableScan.Use#TEXT} the file is read again, as for a message.
     */
    public String text(int column) {
        String[] texts = batch.texts[column];
        return texts.length > 0 ? texts[row] : scan.lookup(column, number());
    }

    /** A cell as a number, true as 1 and false as 0: NaN if nothing is in it, infinite if it holds no finite number. */
    public double number(int column) {
        double[] numbers = batch.numbers[column];
        if (numbers.length == 0) {
            throw notAsked(column, "NUMBER");
        }
        return numbers[row];
    }

    /** 63 bits that tell ids apart: 0 if nothing is in the cell. Hashes are comparable within a column of a file alone. */
    public long key(int column) {
        long[] keys = batch.keys[column];
        if (keys.length == 0) {
            throw notAsked(column, "KEY");
        }
        return keys[row];
    }

    private IllegalStateException notAsked(int column, String use) {
        return new IllegalStateException("column '" + columns.get(column).name() + "' was not asked for as " + use);
    }
}
