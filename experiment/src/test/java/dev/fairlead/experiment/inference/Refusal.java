package dev.fairlead.experiment.inference;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Asserts that wrong input is refused with a sentence that says what is wrong. */
final class Refusal {
    private Refusal() {}

    static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
