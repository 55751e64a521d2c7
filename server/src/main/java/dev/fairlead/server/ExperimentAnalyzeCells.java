package dev.fairlead.server;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.experiment.analysis.Row;

/** A row of a table file as an analysis reads it. */
record ExperimentAnalyzeCells(TableRows.Row row) implements Row {
    @Override
    public long number() {
        return row.number();
    }

    @Override
    public String text(int position) {
        return row.text(position);
    }
}
