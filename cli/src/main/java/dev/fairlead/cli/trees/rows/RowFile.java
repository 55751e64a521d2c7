package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import dev.fairlead.trees.Library;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * Rows of a text file, in the order of a model's features and as the model's library means them. How the first lines look
 * tells the format, and the model's feature names tell a header, unless options do; what may be one thing or another is
 * refused, with the option that decides.
 */
public final class RowFile implements AutoCloseable {
    private final BufferedReader text;
    private final RowReader rows;

    /**
     * @param features of the model, in its order
     * @param library that trained the model
     * @throws UserException if the file's columns are not the model's
     */
    public RowFile(List<String> features, Library library, RowOptions options) throws IOException {
        RowText opened = RowText.open(options.file);
        text = opened.reader();
        var numbers = new RowNumbers(library, options.missing);
        RowFormat format = options.format.orElseGet(() -> RowFormat.of(
                options.file,
                opened.head(),
                first -> RowColumns.fit(first, features, library == Library.LIGHTGBM, numbers, options)));
        rows = format == RowFormat.LIBSVM
                ? new LibSvmRows(text, features.size(), library, numbers, options)
                : new DelimitedRows(text, format, features, library, numbers, options);
    }

    /** Reads up to so many rows; returns how many there were, 0 at the end. */
    public int read(double[] into, int most) throws IOException {
        return rows.read(into, most);
    }

    /** What was assumed, or read otherwise than the library's own reader does, in sentences; whole at the end. */
    public List<String> notes() {
        return rows.notes();
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
