package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import java.io.IOException;
import java.util.List;

/** Reads rows in the order of a model's features. */
sealed interface RowReader permits DelimitedRows, LibSvmRows {
    /**
     * Reads up to so many rows; returns how many there were, 0 at the end.
     *
     * @param rows receives them, row-major
     * @throws UserException if a row is not the model's
     */
    int read(double[] rows, int most) throws IOException;

    /** What was read otherwise than someone might expect, in sentences; whole once all rows are read. */
    List<String> notes();
}
