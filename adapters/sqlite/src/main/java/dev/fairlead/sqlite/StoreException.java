package dev.fairlead.sqlite;

/** A data folder cannot be opened or read; the message names it and says what to do. */
public sealed class StoreException extends RuntimeException permits FolderInUseException {
    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
