package dev.fairlead.log;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads states at one position of the log: no event is applied meanwhile, and no read sees half of a batch. */
public interface StateReader {
    /** Without a log that goes on meanwhile: what one thread both applies and reads. */
    StateReader UNSHARED = new StateReader() {
        @Override
        public <T> Optional<T> read(Supplier<T> reader, Duration atMost) {
            return Optional.of(reader.get());
        }
    };

    /**
     * Reads.
     *
     * @param reader what it reads must not leave it
     * @return empty when the states could not be read within {@code atMost}, are being replayed, or are no longer whole
     */
    <T> Optional<T> read(Supplier<T> reader, Duration atMost);
}
