package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import dev.fairlead.trees.Library;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table whose columns stand between separators. Every record is a row; a blank line is one only where a row of one
 * missing value looks so, in a table of one column.
 */
final class DelimitedRows implements RowReader {
    private final Path file;
    private final Library library;
    private final Iterator<RowRecord> records;
    private final RowNumbers numbers;
    private final RowColumns columns;
    private final boolean blankIsRow;
    private final boolean lastIsUsed;
    private final boolean tabs;

    /** Read already, to find the columns, and still to be given out. */
    private final Deque<RowRecord> ahead = new ArrayDeque<>();

    private long blankLines;
    private long emptyEnds;
    private long emptyStarts;
    private long spacedCells;

    DelimitedRows(
            BufferedReader text,
            RowFormat format,
            List<String> features,
            Library library,
            RowNumbers numbers,
            RowOptions options) {
        file = options.file;
        tabs = format == RowFormat.TSV;
        this.library = library;
        records = RowRecord.of(file, text, format);
        this.numbers = numbers;
        RowRecord first = first();
        columns = RowColumns.of(first.cells(), features, library == Library.LIGHTGBM, numbers, options);
        blankIsRow = columns.width() == 1 && !options.blank.equals(Optional.of(RowOptions.Blank.SKIP));
        if (columns.header()) {
            ahead.clear();
        } else {
            ahead.add(first);
        }
        lastIsUsed = Arrays.stream(columns.of()).anyMatch(column -> column == columns.width() - 1);
    }

    /** The first record that is not blank, if any; blank ones beside it wait. */
    private RowRecord first() {
        while (records.hasNext()) {
            RowRecord record = records.next();
            if (!record.isBlank()) {
                return record;
            }
            ahead.add(record);
        }
        return ahead.remove();
    }

    @Override
    public int read(double[] rows, int most) {
        int count = 0;
        while (count < most && (!ahead.isEmpty() || records.hasNext())) {
            RowRecord record = ahead.isEmpty() ? records.next() : ahead.remove();
            blankLines += record.isBlank() ? 1 : 0;
            if (!record.isBlank() || blankIsRow) {
                fill(record, rows, count * columns.of().length);
                count++;
            }
        }
        return count;
    }

    private void fill(RowRecord record, double[] rows, int at) {
        List<String> cells = record.cells();
        if (cells.size() != columns.width()) {
            throw new UserException(
                    place(record) + "there are " + cells.size() + " columns; the first line has " + columns.width());
        }
        for (int i = 0; i < columns.of().length; i++) {
            int column = columns.of()[i];
            String cell = cells.get(column);
            spacedCells += !cell.isEmpty() && cell.isBlank() ? 1 : 0;
            emptyStarts += column == 0 && cell.isEmpty() ? 1 : 0;
            rows[at + i] = numbers.value(cell, place(record) + "column " + (column + 1) + ": ");
        }
        emptyEnds += lastIsUsed && columns.width() > 1 && cells.getLast().isEmpty() ? 1 : 0;
    }

    private String place(RowRecord record) {
        return file + ", line " + record.line() + ": ";
    }

    @Override
    public List<String> notes() {
        var notes = new ArrayList<>(columns.notes());
        if (blankLines > 0) {
            notes.add(
                    blankIsRow
                            ? "blank lines read as rows of a missing value: " + blankLines
                                    + " (--blank skip to skip them)"
                            : "blank lines skipped: " + blankLines);
        }
        if (emptyEnds > 0 && library == Library.LIGHTGBM) {
            notes.add("rows that end in an empty cell: " + emptyEnds
                    + "; it is read as missing, as everywhere else, where LightGBM's own file reader takes 0");
        }
        if (emptyStarts > 0 && tabs && library == Library.LIGHTGBM) {
            notes.add("rows that start with an empty cell: " + emptyStarts
                    + "; it is read as missing, where LightGBM's own file reader may find fewer columns");
        }
        if (spacedCells > 0 && library == Library.XGBOOST) {
            notes.add("cells of blanks alone: " + spacedCells
                    + "; they are read as missing, where XGBoost's own file reader may take the number after them");
        }
        return List.copyOf(notes);
    }
}
