package dev.fairlead.sqlite;

/** Another process, or another part of this one, has the data folder open. */
public final class FolderInUseException extends StoreException {
    FolderInUseException(String message) {
        super(message);
    }
}
