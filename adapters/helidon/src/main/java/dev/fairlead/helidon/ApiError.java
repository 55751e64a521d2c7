package dev.fairlead.helidon;

import dev.fairlead.events.ContractViolation;
import io.helidon.http.Status;

/** A request that cannot be answered as asked: the status, what is wrong, and what to do about it. */
final class ApiError extends RuntimeException {
    private final Status status;
    private final String hint;

    ApiError(Status status, String message, String hint) {
        super(message, null, false, false);
        this.status = status;
        this.hint = hint;
    }

    /** 400 for a request that breaks its contract. */
    static ApiError of(ContractViolation why, String hint) {
        String place =
                why.field().isEmpty() || why.reason().contains("'" + why.field() + "'") ? "" : why.field() + ": ";
        return new ApiError(Status.BAD_REQUEST_400, place + why.reason(), hint);
    }

    Status status() {
        return status;
    }

    String message() {
        return String.valueOf(getMessage());
    }

    String hint() {
        return hint;
    }
}
