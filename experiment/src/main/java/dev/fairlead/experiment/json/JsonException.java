package dev.fairlead.experiment.json;

/** A text that is not JSON, with the place and what was expected there. */
public final class JsonException extends IllegalArgumentException {
    JsonException(String message) {
        super(message);
    }
}
