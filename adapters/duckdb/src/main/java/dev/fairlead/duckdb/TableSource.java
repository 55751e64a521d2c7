package dev.fairlead.duckdb;

import java.io.IOException;
import java.util.SequencedMap;

/** The rows of a table, one after the other. */
interface TableSource extends AutoCloseable {
    /** Its columns, in their order. */
    SequencedMap<String, ColumnType> columns();

    /** Moves to the next row. */
    boolean next() throws IOException;

    /** Where the row is: its line in a text file, else its number from 1 on. */
    long line();

    /** Why what stands in the place of the row is none; empty if it is one. */
    String problem();

    /** A cell as text; empty if it holds nothing. Elements of a list are separated by {@link RowFields#SEPARATOR}. */
    String cell(int column);

    /** The row as it stands in the table, for messages. */
    String text();

    /** How much of the table is read, 0 to 1. */
    double share();

    @Override
    void close() throws IOException;
}
