package dev.fairlead.duckdb;

/** A mapping or a table cannot be used; the message names it and says what to do. */
public final class TableException extends RuntimeException {
    TableException(String message) {
        super(message);
    }

    TableException(String message, Throwable cause) {
        super(message, cause);
    }
}
