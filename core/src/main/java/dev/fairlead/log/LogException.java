package dev.fairlead.log;

/** The storage under the log refused; nothing of the unit at hand was appended. */
public final class LogException extends RuntimeException {
    public LogException(String message) {
        super(message);
    }

    public LogException(String message, Throwable cause) {
        super(message, cause);
    }
}
