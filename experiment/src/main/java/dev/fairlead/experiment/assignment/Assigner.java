package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Assigns units to an experiment's arms: always the same unit to the same arm. All answers are made in advance, so that
 * {@link #assign(String)} allocates nothing; many threads can use it.
 */
public final class Assigner {
    private final Experiment experiment;
    private final int prefix;
    private final Optional<Draw> holdout;
    private final Optional<Draw> namespace;
    private final BucketRanges ranges;
    private final List<Assignment> drawn;
    private final List<Assignment> forced;
    private final List<Assignment> out;

    public Assigner(Experiment experiment) {
        this.experiment = experiment;
        prefix = experiment.hashVersion().prefix(experiment.seed());
        holdout = experiment.holdout().map(Holdout::draw);
        namespace = experiment.namespace().map(Namespace::draw);
        ranges = experiment.ranges();
        List<Arm> arms = experiment.arms();
        drawn = IntStream.range(0, arms.size())
                .<Assignment>mapToObj(i -> new Assignment.Drawn(arms.get(i).name(), i, propensity(i)))
                .toList();
        forced = IntStream.range(0, arms.size())
                .<Assignment>mapToObj(i -> new Assignment.Forced(arms.get(i).name(), i))
                .toList();
        out = List.of(Assignment.Reason.values()).stream()
                .<Assignment>map(Assignment.Out::new)
                .toList();
    }

    /**
     * The probability of an arm for a unit that may take part, exactly: the arm's weight times the coverage, counted in the
     * buckets that the hash can tell apart, so it can be one bucket more or less.
     *
     * @param arm its index
     */
    public double propensity(int arm) {
        return experiment.hashVersion().share(ranges.ranges().get(arm));
    }

    /**
     * Assigns a unit of an experiment without a condition.
     *
     * @param unit its id; "" if it has none
     * @throws IllegalArgumentException if the experiment has a condition
     */
    public Assignment assign(String unit) {
        if (experiment.condition().isPresent()) {
            throw new IllegalArgumentException("experiment \"" + experiment.key()
                    + "\" has a condition: assign by the attributes, with the id as " + experiment.unit());
        }
        return decide(unit, Optional.empty());
    }

    /**
     * Assigns the unit that attributes describe.
     *
     * @param attributes with the unit's id, a text or a number, under the name of the experiment's unit
     */
    public Assignment assign(Json.Obj attributes) {
        String unit = UnitId.of(attributes, experiment.unit()).map(UnitId::unit).orElse("");
        return decide(unit, Optional.of(attributes));
    }

    private Assignment decide(String unit, Optional<Json.Obj> attributes) {
        if (unit.isEmpty()) {
            return out(Assignment.Reason.NO_UNIT);
        }
        if (experiment.phase() == Phase.STOPPED) {
            return out(Assignment.Reason.NOT_RUNNING);
        }
        String tester = experiment.testers().get(unit);
        if (tester != null) {
            return forced.get(experiment.arm(tester));
        }
        if (experiment.phase() == Phase.DRAFT) {
            return out(Assignment.Reason.NOT_RUNNING);
        }
        return draw(unit, attributes);
    }

    private Assignment draw(String unit, Optional<Json.Obj> attributes) {
        if (holdout.isPresent() && holdout.get().contains(unit)) {
            return out(Assignment.Reason.HELD_OUT);
        }
        if (namespace.isPresent() && !namespace.get().contains(unit)) {
            return out(Assignment.Reason.OTHER_NAMESPACE);
        }
        if (attributes.isPresent()
                && experiment.condition().isPresent()
                && !experiment.condition().get().holds(attributes.get())) {
            return out(Assignment.Reason.NOT_TARGETED);
        }
        int arm = ranges.choose(experiment.hashVersion().of(prefix, experiment.seed(), unit));
        return arm < 0 ? out(Assignment.Reason.NOT_COVERED) : drawn.get(arm);
    }

    private Assignment out(Assignment.Reason reason) {
        return out.get(reason.ordinal());
    }
}
