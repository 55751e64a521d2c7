package dev.fairlead.launch;

import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchNote;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.assignment.ConditionParser;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.json.Suggestion;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.RampStep;
import dev.fairlead.experiment.plan.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where operators start, ramp, stop and roll back launches. What is asked is checked against what is, becomes an event in
 * the log, and has been applied when the answer comes. One change at a time.
 */
public final class LaunchService {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");

    private final Consumer<Event> append;
    private final Launches launches;
    private final Exposures exposures;
    private final LaunchNotes notes;
    private final Vocabulary vocabulary;
    private final BinaryOperator<String> releases;
    private final UnaryOperator<String> promoted;
    private final Environment environment;

    /** One that promotes in the place of the last resort. */
    public LaunchService(
            Consumer<Event> append,
            LaunchState state,
            Vocabulary vocabulary,
            BinaryOperator<String> releases,
            Environment environment) {
        this(append, state, vocabulary, releases, _ -> ArmPolicy.LAST_RESORT, environment);
    }

    /**
     * @param append puts an event into the log, and returns once the folds have applied it
     * @param state of the launches, which {@code append} reaches
     * @param vocabulary has the apps whose decisions this process makes; others assign by themselves
     * @param releases makes an app's and a hash's first digits the full hash; throws IllegalArgumentException if the release
     *     is not there or cannot serve the app
     * @param promoted what serves an app outside of launches now: {@code heuristic} or a release's hash
     */
    public LaunchService(
            Consumer<Event> append,
            LaunchState state,
            Vocabulary vocabulary,
            BinaryOperator<String> releases,
            UnaryOperator<String> promoted,
            Environment environment) {
        this.append = append;
        this.launches = state.launches();
        this.exposures = state.exposures();
        this.notes = state.notes();
        this.vocabulary = vocabulary;
        this.releases = releases;
        this.promoted = promoted;
        this.environment = environment;
    }

    /** What can be done to a launch that runs. */
    public enum Change {
        /** More units take part: {@code coverage}, or the plan's next step. */
        RAMP(Entry.Action.RAMPED),
        STOP(Entry.Action.STOPPED),
        ROLLBACK(Entry.Action.ROLLED_BACK),
        /** An owner agrees that the step ends. */
        APPROVE(Entry.Action.APPROVED),
        /** The ramp waits; what harms is rolled back nevertheless. */
        PAUSE(Entry.Action.PAUSED),
        RESUME(Entry.Action.RESUMED),
        /** The launch is over, and the {@code arm} (or the plan's) serves everyone. */
        PROMOTE(Entry.Action.SHIPPED);

        private final Entry.Action action;

        Change(Entry.Action action) {
            this.action = action;
        }
    }

    /**
     * A request to start.
     *
     * @param coverage to begin with; empty for the first step of the plan's ramp
     * @param despite the launch that was rolled back and had the same release
     * @param overrides why a gate that was not passed may be passed over, by its name
     */
    private record Start(
            Plan plan,
            String by,
            Optional<Double> coverage,
            Optional<String> despite,
            Map<String, String> overrides,
            Definition definition) {
        static Start of(Json request, ConditionParser conditions, Vocabulary vocabulary) {
            Members in = Members.of(request, "");
            Start start = new Start(
                    Plan.of(PlannedMetrics.completed(in.required("plan"), in.requiredText("app"), vocabulary)),
                    in.requiredText("by"),
                    in.number("coverage"),
                    in.text("despite"),
                    in.texts("overrides"),
                    Definition.read(in, conditions));
            in.refuseUnread();
            return start;
        }
    }

    /**
     * Locks a plan and starts to assign its units.
     *
     * @param request the {@code plan}, {@code by} whom, the {@code app}, what its {@code arms} do; may also have {@code
     *     coverage}, {@code seed}, {@code holdout}, {@code namespace}, {@code condition} and {@code testers}, {@code despite} the
     *     name of a launch that was rolled back and had the same release, and {@code overrides}: why gates may be passed over, by their names
     * @throws UserException if it cannot be started
     */
    public synchronized Launch start(Json request) {
        Start start = checked(UserException.Kind.INVALID, () -> Start.of(request, launches.conditions(), vocabulary));
        refuseKnown(start.plan);
        Definition definition = checked(UserException.Kind.INVALID, () -> complete(start));
        double coverage = begins(start);
        Instant now = environment.clock().instant();
        Admission admission =
                Admission.of(start.plan, definition, notes.last(start.plan.hash(), LaunchNote.FORECAST), now);
        refusal(admission.refusal(start.overrides, start.by));
        PlanHistory history = checked(
                UserException.Kind.INVALID,
                () -> PlanHistory.lock(start.plan, start.by, now)
                        .decide(
                                Entry.Action.STARTED,
                                start.by,
                                "coverage " + coverage + admission.words(start.overrides),
                                admission.evidence(),
                                now));
        LaunchStarted event = new LaunchStarted(
                environment.newId("launch"),
                now.toEpochMilli(),
                start.plan.name(),
                history.current().hash(),
                coverage,
                String.join("\n", history.lines()),
                definition.json().canonical());
        Launch launch = checked(UserException.Kind.INVALID, () -> launches.check(event));
        refuseWithdrawn(launch, start.despite.orElse(""));
        refusal(LaunchOverlap.refusal(launch, launches));
        requireWritable(launch, now);
        write(event);
        return get(start.plan.name());
    }

    /** What a request would start. @throws UserException if it could not */
    synchronized ForecastRequest proposed(Json request, Optional<Instant> asOf) {
        Start start = checked(UserException.Kind.INVALID, () -> Start.of(request, launches.conditions(), vocabulary));
        refuseKnown(start.plan);
        Definition definition = checked(UserException.Kind.INVALID, () -> complete(start));
        return new ForecastRequest(
                start.plan, definition, start.by, environment.clock().instant());
    }

    /** What serves an app outside of launches now: {@code heuristic} or a release's hash. */
    String promoted(String app) {
        return promoted.apply(app);
    }

    /** Writes down what was found out about a launch. */
    synchronized void note(String kind, String launch, String plan, String by, String text, Json.Obj content) {
        write(new LaunchNote(
                environment.newId("launch"),
                environment.clock().millis(),
                launch,
                plan,
                kind,
                by,
                text,
                content.canonical()));
    }

    LaunchNotes notes() {
        return notes;
    }

    /** The coverage that a launch begins with: none in shadow. */
    private double begins(Start start) {
        if (start.plan.watch().flatMap(Watch::shadow).isEmpty()) {
            double coverage = start.coverage.orElse(start.plan.ramp().getFirst().coverage());
            requireShare(coverage);
            return coverage;
        }
        if (start.coverage.isPresent() || !vocabulary.decidesFor(start.definition.app())) {
            throw new UserException(
                    UserException.Kind.INVALID,
                    start.coverage.isPresent()
                            ? "coverage: the plan's launch begins in shadow, which serves nobody; leave it out"
                            : "plan.watch.shadow: this process does not decide for the app \"" + start.definition.app()
                                    + "\", so that nothing can be decided in shadow");
        }
        return 0;
    }

    /** A release that did harm is not started again by mistake. */
    private void refuseWithdrawn(Launch launch, String despite) {
        launches.all().stream()
                .filter(other -> other.status() == Launch.Status.ROLLED_BACK
                        && other.app().equals(launch.app())
                        && !other.name().equals(despite))
                .forEach(other -> other.proposed().stream()
                        .filter(launch.proposed()::contains)
                        .forEach(hash -> refuse(
                                true,
                                "release " + hash + " was rolled back with launch \"" + other.name() + "\" by "
                                        + other.progress().last().by() + ": "
                                        + other.progress().last().text()
                                        + "; start a corrected release, or say \"despite\": \"" + other.name()
                                        + "\"")));
    }

    /** What the launch's decisions will write of each arm must keep the contract that it will be read with. */
    private void requireWritable(Launch launch, Instant now) {
        for (var arm : launch.experiment().arms()) {
            Exposure exposure = new Exposure(
                    "exposure-", now.toEpochMilli(), "unit", launch.name(), arm.name(), launch.plan(), "", 1);
            requireReadable(exposure, "the exposures of arm \"" + arm.name() + "\" could not be written");
        }
    }

    private void requireReadable(Event event, String failure) {
        try {
            vocabulary.types().check(event);
        } catch (ContractViolation e) {
            throw new UserException(UserException.Kind.INVALID, failure + ": " + e.field() + ": " + e.reason());
        }
    }

    /** Appends what keeps the contract that it will be read with. */
    private void write(Event event) {
        requireReadable(event, "the launch could not be written into the log");
        append.accept(event);
    }

    /** A name stands for one plan for ever: exposures and results are told apart by it. */
    private void refuseKnown(Plan plan) {
        launches.get(plan.name()).ifPresent(known -> {
            checked(UserException.Kind.CONFLICT, () -> {
                known.history().current().verify(plan);
                return known;
            });
            throw new UserException(
                    UserException.Kind.CONFLICT,
                    "launch \"" + known.name() + "\" is " + known.status().text()
                            + " already; a plan is started once, and a new plan needs a new name");
        });
    }

    private Definition complete(Start start) {
        require(
                NAME.matcher(start.plan.name()).matches(),
                "plan.name: \"" + start.plan.name()
                        + "\" is no name for a launch, which has 1 to 100 letters of the alphabet,"
                        + " digits, or any of . _ : -, for paths and flags");
        MetricEvents.check(start.plan, vocabulary.types());
        Definition definition = start.definition;
        Set<String> planned = start.plan.population().arms().stream()
                .map(dev.fairlead.experiment.plan.Arm::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!vocabulary.decidesFor(definition.app())) {
            require(
                    definition.arms().isEmpty(),
                    "arms: this process does not decide for the app \"" + definition.app()
                            + "\", which must serve its arms by itself; leave arms out, or mean one of "
                            + String.join(", ", new TreeSet<>(vocabulary.apps())));
            return definition;
        }
        require(
                definition.arms().keySet().equals(planned),
                "arms: must say what each of the plan's arms does, " + String.join(", ", planned) + ", and no other's;"
                        + " it says so of "
                        + String.join(", ", new TreeSet<>(definition.arms().keySet())));
        List<String> units = vocabulary.queries(definition.app()).units();
        require(
                units.contains(Definition.unit(start.plan)),
                "plan.unit: the app \"" + definition.app() + "\" can assign " + String.join(", ", units) + ", not "
                        + Definition.unit(start.plan));
        return definition.with(policy -> policy instanceof ArmPolicy.OfRelease(String hash)
                ? new ArmPolicy.OfRelease(releases.apply(definition.app(), hash))
                : policy);
    }

    private static void require(boolean rule, String sentence) {
        if (!rule) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Who asks for something, and why. @throws UserException if the request does not say so, or says more */
    static Asked words(Json request) {
        return checked(UserException.Kind.INVALID, () -> Asked.of(request, Change.STOP));
    }

    /** A request to change. */
    record Asked(String by, String reason, Optional<Double> coverage, Optional<String> arm, Optional<String> plan) {
        static Asked of(Json request, Change change) {
            Members in = Members.of(request, "");
            Asked asked = new Asked(
                    in.requiredText("by"),
                    in.requiredText("reason"),
                    change == Change.RAMP ? in.number("coverage") : Optional.empty(),
                    change == Change.PROMOTE ? in.text("arm") : Optional.empty(),
                    in.text("plan"));
            in.refuseUnread();
            return asked;
        }
    }

    /**
     * Changes a launch.
     *
     * @param request {@code by} whom and for what {@code reason}; a ramp may have the new {@code coverage}, a promotion the {@code arm};
     *     any may have the hash of the {@code plan} that is meant
     * @throws UserException if there is no such launch, or it cannot be changed so
     */
    public synchronized Launch change(String name, Change change, Json request) {
        Launch launch = get(name);
        Asked asked = checked(UserException.Kind.INVALID, () -> Asked.of(request, change));
        requireChangeable(launch, change.action);
        refuse(
                asked.plan.isPresent() && !asked.plan.get().equals(launch.plan()),
                "launch \"" + name + "\" runs under the plan " + launch.plan() + ", not " + asked.plan.orElse("")
                        + "; a locked plan does not change");
        LaunchApprovals approvals = new LaunchApprovals(launch);
        switch (change) {
            case APPROVE -> refusal(approvals.refusal(asked.by));
            case PAUSE -> refuse(launch.progress().paused(), "launch \"" + name + "\" is paused already");
            case RESUME -> refuse(!launch.progress().paused(), "launch \"" + name + "\" is not paused");
            case RAMP, PROMOTE -> refusal(approvals.missing());
            case STOP, ROLLBACK -> {}
        }
        double coverage = switch (change) {
            case RAMP -> raised(launch, asked);
            case ROLLBACK -> 0;
            default -> launch.coverage();
        };
        return act(LaunchAct.byWords(launch, change.action, asked.by, words(launch, change, asked, coverage))
                .to(coverage)
                .promoting(change == Change.PROMOTE ? promotes(launch, asked.arm) : ""));
    }

    private static String words(Launch launch, Change change, Asked asked, double coverage) {
        String text = change == Change.RAMP ? "coverage " + coverage + ": " + asked.reason : asked.reason;
        boolean watchers =
                launch.history().plan().watch().isPresent() && (change == Change.RAMP || change == Change.PROMOTE);
        return watchers ? "in the place of the watch: " + text : text;
    }

    private static void requireChangeable(Launch launch, Entry.Action action) {
        boolean back = action == Entry.Action.ROLLED_BACK && launch.status() == Launch.Status.COMPLETED;
        refuse(
                launch.status() != Launch.Status.RUNNING && !back,
                "launch \"" + launch.name() + "\" is " + launch.status().text() + " and stays so; plan a new one");
    }

    private static void refusal(Optional<String> sentence) {
        refuse(sentence.isPresent(), sentence.orElse(""));
    }

    /** What serves once a launch is completed by a person. */
    private static String promotes(Launch launch, Optional<String> arm) {
        String named = arm.or(() -> launch.history().plan().watch().flatMap(Watch::promote))
                .orElseThrow(() -> new UserException(
                        UserException.Kind.INVALID,
                        "arm: say which arm's release serves everyone from now on; the plan's watch does not"));
        ArmPolicy policy = launch.definition().arms().get(named);
        if (policy == null) {
            throw new UserException(
                    UserException.Kind.INVALID,
                    "arm: \"" + named + "\" is no arm that this process serves"
                            + Suggestion.of(named, launch.definition().arms().keySet()));
        }
        return policy.text();
    }

    /**
     * Does something to a launch, as a person asked or a watch found. What is done takes effect with one event: a promotion with the
     * launch's completion, a rollback with what served before.
     *
     * @throws UserException if the launch is no more as it was when the act was decided
     */
    public synchronized Launch act(LaunchAct act) {
        Launch launch = get(act.launch());
        requireChangeable(launch, act.action());
        refuse(
                !launch.history().head().equals(act.head()),
                "launch \"" + launch.name() + "\" has changed since this was decided");
        Instant now = environment.clock().instant();
        Instant last = launch.history().entries().getLast().at();
        boolean behind = now.isBefore(last);
        String text =
                behind ? act.text() + " (at " + now + " by the clock, which is behind the entry before)" : act.text();
        PlanHistory history = checked(
                UserException.Kind.CONFLICT,
                () -> launch.history().decide(act.action(), act.by(), text, act.evidenceHash(), behind ? last : now));
        String policy = act.action() == Entry.Action.ROLLED_BACK ? launch.replaced() : act.promoted();
        boolean promotes = !policy.isEmpty() && !policy.equals(ArmPolicy.PROMOTED);
        write(new LaunchChanged(
                environment.newId("launch"),
                now.toEpochMilli(),
                launch.name(),
                act.coverage(),
                history.last(),
                act.evidence(),
                act.condition(),
                promotes ? launch.app() : "",
                promotes ? policy : "",
                promotes ? promoted.apply(launch.app()) : ""));
        return get(launch.name());
    }

    private static double raised(Launch launch, Asked asked) {
        double coverage = asked.coverage.orElseGet(() -> nextStep(launch));
        requireShare(coverage);
        refuse(
                coverage <= launch.coverage(),
                "launch \"" + launch.name() + "\" has the coverage " + launch.coverage()
                        + ", which only rises, so not to " + coverage
                        + ": who is in stays in; to take it back, roll it back");
        return coverage;
    }

    private static double nextStep(Launch launch) {
        return launch.history().plan().ramp().stream()
                .mapToDouble(RampStep::coverage)
                .filter(coverage -> coverage > launch.coverage())
                .findFirst()
                .orElseThrow(() -> new UserException(
                        UserException.Kind.CONFLICT,
                        "launch \"" + launch.name() + "\" has the coverage " + launch.coverage()
                                + ", the last step of its plan's ramp"));
    }

    private static void requireShare(double coverage) {
        if (!(coverage > 0 && coverage <= 1)) {
            throw new UserException(
                    UserException.Kind.INVALID, "coverage: is a share above 0 and at most 1, not " + coverage);
        }
    }

    private static void refuse(boolean rule, String sentence) {
        if (rule) {
            throw new UserException(UserException.Kind.CONFLICT, sentence);
        }
    }

    private interface Checked<T> {
        T get();
    }

    private static <T> T checked(UserException.Kind reason, Checked<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new UserException(reason, String.valueOf(e.getMessage()));
        }
    }

    /** @throws UserException if there is none */
    public Launch get(String name) {
        return launches.get(name)
                .orElseThrow(() -> new UserException(
                        UserException.Kind.UNKNOWN,
                        "there is no launch \"" + name + "\""
                                + (launches.all().isEmpty()
                                        ? "; none was ever started"
                                        : Suggestion.of(
                                                name,
                                                launches.all().stream()
                                                        .map(Launch::name)
                                                        .toList()))));
    }

    public Launches launches() {
        return launches;
    }

    public Exposures exposures() {
        return exposures;
    }
}
