package dev.fairlead.launch;

import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.UserProfile;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.outcome.Entries;
import dev.fairlead.experiment.outcome.Outcomes;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Unit;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The units of a launch with their outcomes, from two readings of the log: who entered when, then what came of it. What is known
 * of a unit when it enters comes from its profile and, of Fairlead's own decisions, from the context of the first.
 */
public final class LaunchUnits {
    /** The arm of units that a holdout keeps out. */
    public static final String HOLDOUT = "holdout";

    private final EventLog log;
    private final Position end;
    private final Launch launch;
    private final boolean heldOut;
    private final Entries entries = new Entries();
    private long latest = Long.MIN_VALUE;

    private LaunchUnits(EventLog log, Launch launch, boolean heldOut) {
        this.log = log;
        this.end = log.end();
        this.launch = launch;
        this.heldOut = heldOut;
    }

    /**
     * What to read.
     *
     * @param asOf outcomes until then count; empty for the time of the log's latest event that is not after {@code now}
     * @param heldOut whether units that the launch's holdout keeps out are in it too, in an arm of their own: those whose request
     *     would have put them into an arm, from the first such on
     */
    public record Request(Optional<Instant> asOf, Instant now, boolean heldOut) {}

    /**
     * Reads a launch's units.
     *
     * @throws Refused if the launch has no metrics of events, or no holdout whose units can be told
     */
    public static UnitTable read(EventLog log, Launch launch, Request request) {
        try {
            return new LaunchUnits(log, launch, request.heldOut).table(request);
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Refused.Reason.CONFLICT, "launch \"" + launch.name() + "\" cannot be read out: " + e.getMessage());
        }
    }

    private UnitTable table(Request request) {
        if (heldOut) {
            requireHoldout();
        }
        enter(request.now.toEpochMilli());
        if (entries.size() == 0) {
            throw new IllegalArgumentException("no unit has met one of its arms yet");
        }
        Instant asOf = request.asOf.orElse(Instant.ofEpochMilli(latest)).truncatedTo(ChronoUnit.SECONDS);
        Plan plan = launch.history().plan();
        Outcomes outcomes = Outcomes.of(plan, entries, asOf);
        Set<String> types = outcomes.types();
        boolean described = !outcomes.attributes().isEmpty();
        read(logged -> {
            Event event = logged.event();
            if (types.contains(EventType.of(event).wire())) {
                outcomes.accept(new LoggedFact(event, unit()));
            }
            if (described) {
                describe(outcomes, event);
            }
        });
        return outcomes.table();
    }

    private String unit() {
        return launch.experiment().unit();
    }

    private void requireHoldout() {
        if (launch.definition().holdout().isEmpty()) {
            throw new IllegalArgumentException("it has no holdout");
        }
        if (launch.definition().arms().isEmpty()) {
            throw new IllegalArgumentException("the app \"" + launch.app()
                    + "\" assigns by itself, so the log does not say who would have taken part but for the holdout");
        }
        if (launch.experiment().arms().stream().map(Arm::name).anyMatch(HOLDOUT::equals)) {
            throw new IllegalArgumentException("an arm of its plan has the name \"" + HOLDOUT + "\" already");
        }
    }

    /** Up to where the log was when the reading began, so that both readings see the same. */
    private void read(Fold fold) {
        log.readUntil(end, fold);
    }

    private void enter(long now) {
        Set<String> arms = launch.experiment().arms().stream().map(Arm::name).collect(Collectors.toUnmodifiableSet());
        var launches = new Launches();
        read(logged -> {
            Event event = logged.event();
            if (event.time() <= now) {
                latest = Math.max(latest, event.time());
            }
            if (heldOut) {
                launches.accept(logged);
            }
            switch (event) {
                case Exposure exposure
                when exposure.experiment().equals(launch.name())
                        && exposure.plan().equals(launch.plan())
                        && arms.contains(exposure.arm()) ->
                    entries.accept(exposure.unit(), exposure.arm(), Instant.ofEpochMilli(exposure.time()));
                case Decision decision
                when heldOut && decision.app().equals(launch.app()) ->
                    launches.get(launch.name())
                            .flatMap(then -> then.heldOut(decision))
                            .ifPresent(unit -> entries.accept(unit, HOLDOUT, Instant.ofEpochMilli(decision.time())));
                default -> {}
            }
        });
    }

    private void describe(Outcomes outcomes, Event event) {
        switch (event) {
            case UserProfile profile when unit().equals("user") -> describe(outcomes, profile, profile.user());
            case Decision decision
            when decision.app().equals(launch.app()) ->
                describe(outcomes, decision, unit().equals("session") ? decision.session() : decision.user());
            case Exposure exposure
            when launch.history().plan().population().unit() == Unit.CLUSTER ->
                outcomes.describe(exposure.unit(), Instant.ofEpochMilli(exposure.time()), unit(), exposure.unit());
            default -> {}
        }
    }

    private static void describe(Outcomes outcomes, Event event, String unit) {
        Instant since = Instant.ofEpochMilli(event.time());
        new LoggedFact(event, "").texts().forEach((field, value) -> outcomes.describe(unit, since, field, value));
    }
}
