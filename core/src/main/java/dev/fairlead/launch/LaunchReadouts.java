package dev.fairlead.launch;

import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.log.EventLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a process's log says of its launches. One reading at a time, since each goes through the log twice. */
public final class LaunchReadouts {
    private final EventLog log;
    private final Vocabulary vocabulary;
    private final LaunchService desk;
    private final LaunchRecords records;
    private final InstantSource clock;

    /** Of a process that follows no watches. */
    public LaunchReadouts(EventLog log, Vocabulary vocabulary, LaunchService desk, InstantSource clock) {
        this(log, vocabulary, desk, new LaunchRecords(log, vocabulary, desk, Optional.empty(), _ -> ""), clock);
    }

    /** @param records of the same launches */
    public LaunchReadouts(
            EventLog log, Vocabulary vocabulary, LaunchService desk, LaunchRecords records, InstantSource clock) {
        this.records = records;
        this.log = log;
        this.vocabulary = vocabulary;
        this.desk = desk;
        this.clock = clock;
    }

    /** What is known of launches beside their outcomes. */
    public LaunchRecords records() {
        return records;
    }

    /** A launch, its units, and what its plan says of them. */
    public record Pages(Launch launch, UnitTable units, Readout readout) {}

    /**
     * The units of a launch with their outcomes.
     *
     * @param asOf see {@link LaunchUnits.Request}
     * @param heldOut likewise
     * @throws UserException if there is no such launch, or its units cannot be told
     */
    public synchronized UnitTable units(String launch, Optional<Instant> asOf, boolean heldOut) {
        return LaunchUnits.read(
                log,
                vocabulary,
                desk.launches(),
                desk.get(launch),
                new LaunchUnits.Request(asOf, clock.instant(), heldOut));
    }

    /**
     * A launch read out under its locked plan.
     *
     * @throws UserException if there is no such launch, or it cannot be read out yet
     */
    public synchronized Pages readout(String name, Optional<Instant> asOf) {
        Launch launch = desk.get(name);
        UnitTable units = units(name, asOf, false);
        return new Pages(launch, units, LaunchReadout.of(launch, units, LaunchReadout.terms(launch)));
    }
}
