package dev.fairlead.launch;

import dev.fairlead.decide.Decision;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.outcome.Entries;
import dev.fairlead.experiment.outcome.Outcomes;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Unit;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The units of a launch with their outcomes, from two readings of the log: who entered when, then what came of it. What is known
 * of a unit when it enters comes from events that describe it and, of Fairlead's own decisions, from the first query.
 */
final class LaunchUnits {
    /** The arm of units that a holdout keeps out. */
    public static final String HOLDOUT = "holdout";

    private final EventLog log;
    private final Vocabulary vocabulary;
    private final Position end;
    private final Launch launch;
    private final Launches launches;
    private final boolean heldOut;
    private final Entries entries = new Entries();
    private long latest = Long.MIN_VALUE;

    private LaunchUnits(EventLog log, Vocabulary vocabulary, Launches launches, Launch launch, boolean heldOut) {
        this.log = log;
        this.vocabulary = vocabulary;
        this.end = log.end();
        this.launch = launch;
        this.launches = launches.empty();
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
     * @param launches whose format of conditions the log is read with
     * @throws UserException if the launch has no metrics of events, or no holdout whose units can be told
     */
    public static UnitTable read(
            EventLog log, Vocabulary vocabulary, Launches launches, Launch launch, Request request) {
        try {
            return new LaunchUnits(log, vocabulary, launches, launch, request.heldOut).table(request);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    UserException.Kind.CONFLICT,
                    "launch \"" + launch.name() + "\" cannot be read out: " + e.getMessage());
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
            if (types.contains(vocabulary.types().of(event).name())) {
                outcomes.accept(new LoggedFact(vocabulary.types(), event, unit()));
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
        read(logged -> {
            Event event = logged.event();
            if (event.time() <= now) {
                latest = Math.max(latest, event.time());
            }
            if (heldOut) {
                follow(launches, logged);
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
                            .flatMap(then -> then.heldOut(vocabulary.queries(decision.app()), decision))
                            .ifPresent(unit -> entries.accept(unit, HOLDOUT, Instant.ofEpochMilli(decision.time())));
                default -> {}
            }
        });
    }

    private static void follow(Launches launches, Logged logged) {
        try {
            launches.accept(logged);
        } catch (IllegalArgumentException _) {
            // The node goes without this event, too: it is in its quarantine.
        }
    }

    private void describe(Outcomes outcomes, Event event) {
        switch (event) {
            case Decision decision
            when decision.app().equals(launch.app()) ->
                describe(
                        outcomes,
                        event,
                        decision.query().unit(unit()),
                        LoggedFact.ofQuery(vocabulary.queries(decision.app()), decision));
            case Exposure exposure
            when launch.history().plan().population().unit() == Unit.CLUSTER ->
                outcomes.describe(exposure.unit(), Instant.ofEpochMilli(exposure.time()), unit(), exposure.unit());
            case Event other
            when vocabulary.types().of(other).describes().equals(unit()) -> {
                LoggedFact fact = new LoggedFact(vocabulary.types(), other, unit());
                describe(outcomes, other, fact.unit(), fact.texts());
            }
            default -> {}
        }
    }

    private static void describe(Outcomes outcomes, Event event, String unit, Map<String, String> texts) {
        Instant since = Instant.ofEpochMilli(event.time());
        texts.forEach((field, value) -> outcomes.describe(unit, since, field, value));
    }
}
