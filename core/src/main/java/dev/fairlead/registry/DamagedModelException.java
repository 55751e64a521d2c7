package dev.fairlead.registry;

/** A stored or imported model is not what its hash or format says: cut off, edited or not a model at all. */
public final class DamagedModelException extends RuntimeException {
    public DamagedModelException(String message) {
        super(message);
    }

    public DamagedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
