package dev.fairlead.helidon;

import dev.fairlead.log.Position;
import java.time.Duration;

/** Knows how far the folds have applied the log, so that an acknowledged event is visible to the next request. */
public interface ReadBarrier {
    /**
     * Waits until everything up to {@code position} has been applied.
     *
     * @return false when that has not happened within {@code atMost}
     */
    boolean awaitApplied(Position position, Duration atMost);
}
