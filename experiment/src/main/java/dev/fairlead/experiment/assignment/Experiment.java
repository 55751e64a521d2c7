package dev.fairlead.experiment.assignment;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An experiment as a launch defines it.
 *
 * @param key its name
 * @param unit the attribute that is randomized, such as user, session, device or cluster
 * @param seed of the hash; the key, unless units are to be drawn anew
 * @param hashVersion version 2, unless units of a version 1 are to keep their arms
 * @param arms at least two, the first is control; their weights sum to 1
 * @param coverage share of each arm's units that takes part, 0 to 1; raising it moves no unit between arms
 * @param namespace part of a space that is shared with other experiments
 * @param holdout units that are kept out
 * @param condition on the attributes of the units that take part
 * @param testers the arm of each unit that is not drawn but set; they are no part of the data
 */
public record Experiment(
        String key,
        String unit,
        String seed,
        HashVersion hashVersion,
        List<Arm> arms,
        double coverage,
        Optional<Namespace> namespace,
        Optional<Holdout> holdout,
        Optional<Condition> condition,
        Map<String, String> testers,
        Phase phase) {
    private static final double ROUNDING = 1e-6;

    public Experiment {
        arms = List.copyOf(arms);
        testers = Map.copyOf(testers);
        Check.named(key, "an experiment");
        String where = "experiment \"" + key + "\"";
        Check.that(!seed.isEmpty(), where + " needs a seed; its key is a good one");
        Check.that(
                !unit.isBlank() && unit.indexOf('.') < 0 && unit.charAt(0) != '$',
                where + " randomizes \"" + unit + "\"; the unit is the name of an attribute, without dots or $");
        checkArms(where, arms);
        Check.that(coverage >= 0 && coverage <= 1, where + " has the coverage " + coverage + "; it is from 0 to 1");
        namespace.ifPresent(Namespace::check);
        checkSeeds(where, seed, namespace, holdout);
        checkTesters(where, arms, testers);
    }

    /** A running experiment on all units. */
    public static Experiment of(String key, String unit, List<Arm> arms) {
        return new Experiment(
                key,
                unit,
                key,
                HashVersion.V2,
                arms,
                1,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Phase.RUNNING);
    }

    public Experiment withSeed(String other) {
        return new Experiment(
                key, unit, other, hashVersion, arms, coverage, namespace, holdout, condition, testers, phase);
    }

    public Experiment withHashVersion(HashVersion other) {
        return new Experiment(key, unit, seed, other, arms, coverage, namespace, holdout, condition, testers, phase);
    }

    public Experiment withCoverage(double other) {
        return new Experiment(key, unit, seed, hashVersion, arms, other, namespace, holdout, condition, testers, phase);
    }

    public Experiment withNamespace(Namespace other) {
        return new Experiment(
                key, unit, seed, hashVersion, arms, coverage, Optional.of(other), holdout, condition, testers, phase);
    }

    public Experiment withHoldout(Holdout other) {
        return new Experiment(
                key, unit, seed, hashVersion, arms, coverage, namespace, Optional.of(other), condition, testers, phase);
    }

    public Experiment withCondition(Condition other) {
        return new Experiment(
                key, unit, seed, hashVersion, arms, coverage, namespace, holdout, Optional.of(other), testers, phase);
    }

    public Experiment withTesters(Map<String, String> other) {
        return new Experiment(
                key, unit, seed, hashVersion, arms, coverage, namespace, holdout, condition, other, phase);
    }

    public Experiment withPhase(Phase other) {
        return new Experiment(
                key, unit, seed, hashVersion, arms, coverage, namespace, holdout, condition, testers, other);
    }

    /** Which places each arm takes. */
    BucketRanges ranges() {
        return BucketRanges.of(
                arms.size(), coverage, arms.stream().mapToDouble(Arm::weight).toArray());
    }

    int arm(String name) {
        for (int i = 0; i < arms.size(); i++) {
            if (arms.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static void checkArms(String where, List<Arm> arms) {
        Check.that(arms.size() >= 2, where + " has " + arms.size() + " arms; it needs at least two to compare");
        Set<String> names = new HashSet<>();
        arms.forEach(arm -> Check.that(names.add(arm.name()), where + " has two arms named \"" + arm.name() + "\""));
        double sum = arms.stream().mapToDouble(Arm::weight).sum();
        Check.that(
                sum <= 1 + ROUNDING,
                where + " has arms whose weights sum to " + sum + ", so they would overlap; they must sum to 1");
        Check.that(
                sum >= 1 - ROUNDING,
                where + " has arms whose weights sum to " + sum
                        + "; they must sum to 1, and coverage says who takes part");
    }

    private static void checkSeeds(
            String where, String seed, Optional<Namespace> namespace, Optional<Holdout> holdout) {
        Set<String> seeds = new HashSet<>(Set.of(seed));
        String advice = " takes its seed from another draw of this experiment, so both would choose the same units";
        namespace.ifPresent(
                each -> Check.that(seeds.add(each.seed()), where + ": the namespace \"" + each.name() + "\"" + advice));
        holdout.ifPresent(
                each -> Check.that(seeds.add(each.name()), where + ": the holdout \"" + each.name() + "\"" + advice));
    }

    private static void checkTesters(String where, List<Arm> arms, Map<String, String> testers) {
        new TreeMap<>(testers).forEach((unit, arm) -> {
            Check.that(!unit.isEmpty(), where + " sets an arm for a unit without an id");
            Check.that(
                    arms.stream().anyMatch(each -> each.name().equals(arm)),
                    where + " sets unit \"" + unit + "\" to arm \"" + arm + "\", which it does not have");
        });
    }
}
