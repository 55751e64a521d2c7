package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.assignment.Assigner;
import dev.fairlead.experiment.assignment.Assignment;
import dev.fairlead.experiment.assignment.ConditionParser;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan that is locked, an experiment on its arms, and what each arm does. Nothing of it changes. */
public final class Launch {
    private final PlanHistory history;
    private final Definition definition;
    private final double coverage;
    private final String replaced;
    private final Status status;
    private final Experiment experiment;
    private final Assigner assigner;

    /** @throws IllegalArgumentException if the parts do not fit each other */
    Launch(PlanHistory history, Definition definition, double coverage) {
        this(history, definition, coverage, "");
    }

    /** @param replaced what served before the launch was completed; empty before that, and where nothing was promoted */
    Launch(PlanHistory history, Definition definition, double coverage, String replaced) {
        this.history = history;
        this.definition = definition;
        this.coverage = coverage;
        this.replaced = replaced;
        this.status = status(history);
        this.experiment = definition.experiment(
                history.plan(), coverage, status == Status.RUNNING ? Phase.RUNNING : Phase.STOPPED);
        this.assigner = new Assigner(experiment);
    }

    /** Where a launch is. Once it has ended it never runs again. */
    public enum Status {
        RUNNING("running"),
        /** Nobody is assigned any more; the data of those that were are whole. */
        STOPPED("stopped"),
        /** As stopped, because it did harm. */
        ROLLED_BACK("rolled back"),
        /** As stopped, because its ramp is over and what it was for serves everyone. */
        COMPLETED("completed");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** @throws IllegalArgumentException if the event does not hold together */
    static Launch of(LaunchStarted started, ConditionParser conditions) {
        Launch launch = new Launch(
                PlanHistory.read(started.history()),
                Definition.of(Json.parse(started.definition()), conditions),
                started.coverage());
        if (!launch.name().equals(started.launch()) || !launch.plan().equals(started.plan())) {
            throw new IllegalArgumentException(
                    "launch \"" + started.launch() + "\" does not hold the plan that it names");
        }
        return launch;
    }

    /** The launch after a change. @throws IllegalArgumentException if it does not follow, or lowers the coverage */
    Launch with(LaunchChanged changed, ConditionParser conditions) {
        Launch next = new Launch(
                PlanHistory.read(String.join("\n", history.lines()) + "\n" + changed.entry()),
                changed.condition().isEmpty()
                        ? definition
                        : definition.on(conditions.parse((Json.Obj) Json.parse(changed.condition()))),
                changed.coverage(),
                changed.replaced());
        Entry.Action action = next.progress().last().action();
        if (status != Status.RUNNING && !(status == Status.COMPLETED && action == Entry.Action.ROLLED_BACK)) {
            throw new IllegalArgumentException("launch \"" + name() + "\" has ended");
        }
        if (action == Entry.Action.RAMPED ? next.coverage <= coverage : next.running() && next.coverage != coverage) {
            throw new IllegalArgumentException("the coverage of launch \"" + name() + "\" only rises");
        }
        return next;
    }

    /** Whether its releases only decide in shadow yet. */
    public boolean inShadow() {
        return running()
                && coverage == 0
                && history.plan().watch().flatMap(Watch::shadow).isPresent();
    }

    /** The arms whose policies decide in shadow: all but control. */
    List<String> shadowArms() {
        return history.plan().population().treatments().stream().map(Arm::name).toList();
    }

    private boolean running() {
        return status == Status.RUNNING;
    }

    /** What served before the launch was completed; empty before that, and where nothing was promoted. */
    String replaced() {
        return replaced;
    }

    /** How far its ramp is, by its history. */
    public LaunchProgress progress() {
        return LaunchProgress.of(history);
    }

    /** Its name, also the key of its experiment. */
    public String name() {
        return experiment.key();
    }

    public String app() {
        return definition.app();
    }

    /** Hash of the locked plan. */
    public String plan() {
        return history.current().hash();
    }

    public PlanHistory history() {
        return history;
    }

    public Definition definition() {
        return definition;
    }

    /** Share of each arm's units that takes part, 0 to 1. */
    public double coverage() {
        return coverage;
    }

    /** Hashes of the releases that its arms name. */
    public Set<String> releases() {
        return definition.arms().values().stream()
                .filter(ArmPolicy.OfRelease.class::isInstance)
                .map(ArmPolicy::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Hashes of the releases that its arms but control name: what it is for. */
    Set<String> proposed() {
        String control = history.plan().population().control().name();
        return definition.arms().entrySet().stream()
                .filter(arm -> !arm.getKey().equals(control) && arm.getValue() instanceof ArmPolicy.OfRelease)
                .map(arm -> arm.getValue().text())
                .collect(Collectors.toUnmodifiableSet());
    }

    public Experiment experiment() {
        return experiment;
    }

    public Status status() {
        return status;
    }

    private static Status status(PlanHistory history) {
        return history.entries().getLast() instanceof Entry.Decided decided
                ? switch (decided.action()) {
                    case STARTED, RAMPED, APPROVED, PAUSED, RESUMED, EXCLUDED -> Status.RUNNING;
                    case STOPPED -> Status.STOPPED;
                    case SHIPPED -> Status.COMPLETED;
                    case ROLLED_BACK -> Status.ROLLED_BACK;
                }
                : Status.STOPPED;
    }

    /** The probability of each arm for a unit that may take part, by the arm's name, control first. */
    public Map<String, Double> propensities() {
        var propensities = new LinkedHashMap<String, Double>();
        for (int i = 0; i < experiment.arms().size(); i++) {
            propensities.put(experiment.arms().get(i).name(), assigner.propensity(i));
        }
        return propensities;
    }

    /** The arm of the unit of a query; empty when it does not take part, or the query names no such unit. */
    public Optional<Assigned> assign(QueryType<?> type, Query query) {
        String unit = query.unit(experiment.unit());
        if (unit.isEmpty()) {
            return Optional.empty();
        }
        Assignment assignment = experiment.condition().isPresent()
                ? assigner.assign(QueryAttributes.of(type, query))
                : assigner.assign(unit);
        return switch (assignment) {
            case Assignment.Drawn drawn ->
                Optional.of(new Assigned(name(), plan(), drawn.arm(), unit, drawn.propensity()));
            case Assignment.Forced forced -> Optional.of(new Assigned(name(), plan(), forced.arm(), unit, Double.NaN));
            case Assignment.Out _ -> Optional.empty();
        };
    }

    /** The arm of a unit of which nothing else is known: of those that the launch's condition, if it has one, holds for. */
    Optional<String> armOf(String unit) {
        return switch (new Assigner(unconditional()).assign(unit)) {
            case Assignment.Drawn drawn -> Optional.of(drawn.arm());
            case Assignment.Forced forced -> Optional.of(forced.arm());
            case Assignment.Out _ -> Optional.empty();
        };
    }

    private Experiment unconditional() {
        return new Experiment(
                experiment.key(),
                experiment.unit(),
                experiment.seed(),
                experiment.hashVersion(),
                experiment.arms(),
                experiment.coverage(),
                experiment.namespace(),
                experiment.holdout(),
                Optional.empty(),
                experiment.testers(),
                experiment.phase());
    }

    /** The unit of a decision, if it would have had an arm had the holdout not kept it out. */
    Optional<String> heldOut(QueryType<?> type, Decision decision) {
        if (status != Status.RUNNING || definition.holdout().isEmpty()) {
            return Optional.empty();
        }
        Query query = decision.query();
        return definition.holdout().get().contains(query.unit(experiment.unit()))
                        && assign(type, query).isEmpty()
                ? new Launch(history, definition.withoutHoldout(), coverage)
                        .assign(type, query)
                        .map(Assigned::unit)
                : Optional.empty();
    }
}
