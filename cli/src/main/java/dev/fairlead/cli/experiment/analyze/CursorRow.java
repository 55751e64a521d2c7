package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.duckdb.Cursor;
import dev.fairlead.experiment.analysis.Row;

/** A row of a table file as an analysis reads it. */
record CursorRow(Cursor row) implements Row {
    @Override
    public long number() {
        return row.number();
    }

    @Override
    public String text(int position) {
        return row.text(position);
    }

    @Override
    public double value(int position) {
        return row.number(position);
    }

    @Override
    public long key(int position) {
        return row.key(position);
    }
}
