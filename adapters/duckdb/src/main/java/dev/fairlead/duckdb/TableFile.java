package dev.fairlead.duckdb;

import java.nio.file.Path;

/** A file as DuckDB names it. */
final class TableFile {
    private TableFile() {}

    /** The table function that reads the file: Parquet by its ending, else CSV with a header line, every cell a text. */
    static String reading(Path file) {
        return file.toString().endsWith(".parquet")
                ? "read_parquet(" + quoted(file.toString()) + ")"
                : "read_csv(" + quoted(file.toString()) + ", header = true, all_varchar = true)";
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }
}
