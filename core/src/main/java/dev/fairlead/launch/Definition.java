package dev.fairlead.launch;

import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Condition;
import dev.fairlead.experiment.assignment.ConditionParser;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Holdout;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Phase;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a launch needs besides its plan.
 *
 * @param app whose units are assigned: {@code feed}, or an app that assigns by itself
 * @param arms what each arm does; none for an app that assigns by itself
 * @param seed of the hash; empty for the launch's name
 * @param holdout units kept out
 * @param namespace part of a space that is shared with other experiments
 * @param condition on the attributes
 * @param testers the arm of each unit that is set and not drawn
 */
public record Definition(
        String app,
        Map<String, ArmPolicy> arms,
        Optional<String> seed,
        Optional<Holdout> holdout,
        Optional<Namespace> namespace,
        Optional<Condition> condition,
        Map<String, String> testers) {
    public Definition {
        arms = Map.copyOf(arms);
        testers = Map.copyOf(testers);
    }

    /** @throws IllegalArgumentException if it is none, with the member at fault */
    static Definition of(Json json, ConditionParser conditions) {
        Members in = Members.of(json, "");
        Definition definition = read(in, conditions);
        in.refuseUnread();
        return definition;
    }

    /** Reads the members that belong to it. */
    static Definition read(Members in, ConditionParser conditions) {
        var arms = new LinkedHashMap<String, ArmPolicy>();
        in.texts("arms").forEach((arm, policy) -> arms.put(arm, ArmPolicy.of(policy)));
        return new Definition(
                in.requiredText("app"),
                arms,
                in.text("seed"),
                in.members("holdout").map(Definition::holdout),
                in.members("namespace").map(Definition::namespace),
                in.members("condition").map(Members::object).map(conditions::parse),
                in.texts("testers"));
    }

    private static Holdout holdout(Members in) {
        var holdout = new Holdout(in.requiredText("name"), in.requiredNumber("share"));
        in.refuseUnread();
        return holdout;
    }

    private static Namespace namespace(Members in) {
        var namespace = Namespace.of(in.requiredText("name"), in.requiredNumber("start"), in.requiredNumber("end"));
        in.refuseUnread();
        return namespace;
    }

    /** What an arm does; what is promoted if nothing is said. */
    public ArmPolicy policy(String arm) {
        return arms.getOrDefault(arm, new ArmPolicy.Promoted());
    }

    /** The same, its models renamed. */
    Definition with(UnaryOperator<ArmPolicy> policies) {
        var renamed = new LinkedHashMap<String, ArmPolicy>();
        arms.forEach((arm, policy) -> renamed.put(arm, policies.apply(policy)));
        return new Definition(app, renamed, seed, holdout, namespace, condition, testers);
    }

    /** The same on other units. */
    Definition on(Condition other) {
        return new Definition(app, arms, seed, holdout, namespace, Optional.of(other), testers);
    }

    /** The same for units that the holdout keeps out. */
    Definition withoutHoldout() {
        return new Definition(app, arms, seed, Optional.empty(), namespace, condition, testers);
    }

    Json.Obj json() {
        var members = new LinkedHashMap<String, Json>();
        members.put("app", Json.of(app));
        var policies = new LinkedHashMap<String, Json>();
        new TreeMap<>(arms).forEach((arm, policy) -> policies.put(arm, Json.of(policy.text())));
        members.put("arms", new Json.Obj(policies));
        seed.ifPresent(given -> members.put("seed", Json.of(given)));
        holdout.ifPresent(given -> members.put(
                "holdout", new Json.Obj(Map.of("name", Json.of(given.name()), "share", Json.of(given.share())))));
        namespace.ifPresent(given -> members.put(
                "namespace",
                new Json.Obj(Map.of(
                        "name", Json.of(given.name()), "start", Json.of(given.start()), "end", Json.of(given.end())))));
        condition.ifPresent(given -> members.put("condition", given.written()));
        var set = new LinkedHashMap<String, Json>();
        new TreeMap<>(testers).forEach((unit, arm) -> set.put(unit, Json.of(arm)));
        members.put("testers", new Json.Obj(set));
        return new Json.Obj(members);
    }

    /** The name of the attribute that is randomized. */
    static String unit(Plan plan) {
        return plan.population()
                .cluster()
                .filter(_ -> plan.population().unit() == dev.fairlead.experiment.plan.Unit.CLUSTER)
                .orElseGet(() -> plan.population().unit().name().toLowerCase(Locale.ROOT));
    }

    /** The experiment on the plan's arms: control first, as everybody's payload has it. */
    Experiment experiment(Plan plan, double coverage, Phase phase) {
        return new Experiment(
                plan.name(),
                unit(plan),
                seed.orElse(plan.name()),
                HashVersion.V2,
                arms(plan),
                coverage,
                namespace,
                holdout,
                condition,
                testers,
                phase);
    }

    private static List<Arm> arms(Plan plan) {
        var planned = new ArrayList<>(plan.population().arms());
        planned.sort(Comparator.comparing(arm -> !arm.control()));
        double sum = planned.stream()
                .mapToDouble(dev.fairlead.experiment.plan.Arm::weight)
                .sum();
        return planned.stream()
                .map(arm -> new Arm(arm.name(), arm.weight() / sum))
                .toList();
    }
}
