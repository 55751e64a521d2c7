package dev.fairlead.experiment.plan;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of arms. */
final class ArmRules {
    /** How far planned units may be from the arms' weights, relatively: they are rounded. */
    private static final double ROUNDING = 0.01;

    private final Problems problems;

    ArmRules(Problems problems) {
        this.problems = problems;
    }

    void hold(Population population) {
        List<Arm> arms = population.arms();
        problems.require(
                population.unit() != Unit.CLUSTER || population.cluster().isPresent(),
                "cluster",
                "is needed where the unit is a cluster: name the column that says which one");
        population.cluster().ifPresent(cluster -> problems.text("cluster", cluster));
        problems.require(arms.size() >= 2, "arms", "there must be at least two arms, not " + arms.size());
        long controls = arms.stream().filter(Arm::control).count();
        problems.require(
                controls == 1, "arms", "exactly one arm must have \"control\": true; " + controls + " arms have");
        var names = new HashSet<String>();
        boolean constant = population.allocation().isEmpty();
        for (int i = 0; i < arms.size(); i++) {
            arm("arms[" + i + "]", arms.get(i), names, constant ? arms : arms.subList(i, i + 1));
        }
        allocation(population);
    }

    private void allocation(Population population) {
        LocalDate before = LocalDate.MIN;
        for (int i = 0; i < population.allocation().size(); i++) {
            Allocation each = population.allocation().get(i);
            String path = "allocation[" + i + "]";
            problems.require(
                    each.from().isAfter(before), path + ".from", "must be after " + before + ", the one before it");
            problems.require(
                    each.weights().size() == population.arms().size(),
                    path + ".weights",
                    "must be one per arm, " + population.arms().size() + ", not "
                            + each.weights().size());
            problems.require(
                    each.weights().stream().allMatch(weight -> weight > 0 && Double.isFinite(weight)),
                    path + ".weights",
                    "must be above 0, not " + each.weights());
            before = each.from();
        }
    }

    private void arm(String path, Arm arm, Set<String> names, List<Arm> arms) {
        problems.text(path + ".name", arm.name());
        problems.require(names.add(arm.name()), path + ".name", "two arms have the name \"" + arm.name() + "\"");
        problems.require(
                arm.weight() > 0 && Double.isFinite(arm.weight()),
                path + ".weight",
                "must be above 0, not " + arm.weight() + "; leave an arm out that gets no units");
        problems.require(arm.units() >= 1, path + ".units", "must be at least 1, not " + arm.units());
        if (sound(arm) && sound(arms.get(0))) {
            proportional(path, arm, arms.get(0));
        }
    }

    private static boolean sound(Arm arm) {
        return arm.weight() > 0 && Double.isFinite(arm.weight()) && arm.units() >= 1;
    }

    private void proportional(String path, Arm arm, Arm first) {
        double expected = arm.weight() / first.weight() * first.units();
        problems.require(
                Math.abs(arm.units() - expected) <= Math.max(1, ROUNDING * expected),
                path + ".units",
                "are not in proportion to the weights: " + arm.units() + " for a weight of " + arm.weight()
                        + ", where the first arm has " + first.units() + " for " + first.weight());
    }
}
