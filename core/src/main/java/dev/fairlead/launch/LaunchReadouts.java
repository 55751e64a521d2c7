package dev.fairlead.launch;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.LaunchNote;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.log.EventLog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** What a process's log says of its launches. One reading at a time, since each goes through the log twice. */
public final class LaunchReadouts {
    private final EventLog log;
    private final Vocabulary vocabulary;
    private final LaunchService desk;
    private final LaunchRecords records;
    private final InstantSource clock;
    private final Optional<LaunchForecaster> forecaster;

    /** Of a process that follows no watches. */
    public LaunchReadouts(EventLog log, Vocabulary vocabulary, LaunchService desk, InstantSource clock) {
        this(
                log,
                vocabulary,
                desk,
                new LaunchRecords(log, vocabulary, desk, Optional.empty(), _ -> ""),
                clock,
                Optional.empty());
    }

    /**
     * @param records of the same launches
     * @param forecaster of a process that can make decisions again
     */
    public LaunchReadouts(
            EventLog log,
            Vocabulary vocabulary,
            LaunchService desk,
            LaunchRecords records,
            InstantSource clock,
            Optional<LaunchForecaster> forecaster) {
        this.forecaster = forecaster;
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

    /**
     * Looks at what the log tells of a launch before it starts: see {@link LaunchForecaster#forecast}.
     *
     * @throws UserException if such a launch could not be started, or this process makes no decisions again
     */
    public synchronized Json.Obj forecast(Json request, Optional<Instant> asOf, Consumer<String> progress) {
        return forecaster
                .orElseThrow(() -> new UserException(
                        UserException.Kind.CONFLICT, "this process makes no decisions again, and foresees nothing"))
                .forecast(request, asOf, progress);
    }

    /**
     * Writes down what became of a launch that has ended, beside what was foreseen.
     *
     * @param request {@code by} whom, and for what {@code reason}
     * @throws UserException if there is no such launch, or it has not ended
     */
    public synchronized Json.Obj review(String name, Json request) {
        Launch launch = desk.get(name);
        if (launch.status() == Launch.Status.RUNNING) {
            throw new UserException(
                    UserException.Kind.CONFLICT, "launch \"" + name + "\" runs; it is reviewed when it has ended");
        }
        LaunchService.Asked asked = LaunchService.words(request);
        Optional<Readout> readout = Optional.empty();
        String problem = "";
        try {
            readout = Optional.of(readout(name, Optional.empty()).readout());
        } catch (UserException e) {
            problem = String.valueOf(e.getMessage());
        }
        Json.Obj review = new LaunchReview(launch, desk.notes(), readout, problem, clock.instant()).json();
        desk.note(LaunchNote.REVIEW, name, launch.plan(), asked.by(), asked.reason(), review);
        return review;
    }
}
