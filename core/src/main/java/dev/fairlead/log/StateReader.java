package dev.fairlead.log;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads states at one position of the log: no event is applied meanwhile, and no read sees half of a batch. */
public interface StateReader {
    /** Without a log that goes on meanwhile: what one thread both applies and reads. */
    StateReader UNSHARED = _ -> Optional.of(() -> {});

    /** States that stand still until this is closed, by the thread that opened it. */
    interface Access extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Holds the states still.
     *
     * @return empty when they could not be read within {@code atMost}, are being replayed, or are no longer whole
     */
    Optional<Access> open(Duration atMost);

    /** Reads. @param reader what it reads must not leave it; @return empty when the states could not be read */
    default <T> Optional<T> read(Supplier<T> reader, Duration atMost) {
        Optional<Access> access = open(atMost);
        if (access.isEmpty()) {
            return Optional.empty();
        }
        try (Access _ = access.get()) {
            return Optional.of(reader.get());
        }
    }
}
