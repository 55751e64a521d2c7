package dev.fairlead.duckdb;

import java.nio.file.Path;

/** A file as DuckDB names it. */
final class TableFile {
    private TableFile() {}

    /** The table function that reads the file: Parquet by its ending, else CSV with a header line, every cell a text. */
    static String reading(Path file) {
        return file.toString().endsWith(".parquet")
                ? "read_parquet(" + path(file) + ")"
                : "read_csv(" + path(file) + ", header = true, all_varchar = true)";
    }

    /** The one file of this name: DuckDB takes some characters of it for a pattern of names, unless they stand in brackets. */
    static String path(Path file) {
        return quoted(file.toString().replaceAll("[*?\\[]", "[$0]"));
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String name(String column) {
        return "\"" + column.replace("\"", "\"\"") + "\"";
    }
}
