package dev.fairlead.experiment.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** What data show of when their units entered. */
public sealed interface EntryTimes {
    /** Nothing: they have no times. */
    record Unknown() implements EntryTimes {}

    /**
     * None before a day.
     *
     * @param date of the first unit
     * @param instant of the first unit; empty if only its date is known
     */
    record Since(LocalDate date, Optional<Instant> instant) implements EntryTimes {
        /** The earliest time at which the first unit can have entered; days are taken for those of UTC. */
        Instant earliest() {
            return instant.orElse(date.atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        @Override
        public String toString() {
            return instant.map(Instant::toString).orElse(date.toString());
        }
    }
}
