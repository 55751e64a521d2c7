package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.decision.ValidityCheck;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whether the comparison is one, and how far it is.
 *
 * @param arms each with its units
 * @param sampleRatioP of the units that the weights promise
 * @param several units in several arms, which are left out
 * @param checks one of each subject
 * @param losses of metrics of which values are missing
 * @param bounds of effects under attrition
 * @param information share of the planned units that is in
 * @param daysLeft until the planned units are in, at the pace so far; empty without times
 */
public record Health(
        List<ArmUnits> arms,
        double sampleRatioP,
        long several,
        List<ValidityCheck> checks,
        List<Loss> losses,
        List<Bounds> bounds,
        double information,
        OptionalLong daysLeft) {
    public Health {
        arms = List.copyOf(arms);
        checks = List.copyOf(checks);
        losses = List.copyOf(losses);
        bounds = List.copyOf(bounds);
    }

    /**
     * An arm's units.
     *
     * @param planned share of all units
     */
    public record ArmUnits(String arm, long units, double planned) {}

    /**
     * Units of which a metric is missing.
     *
     * @param control share missing
     * @param treatment share missing
     * @param p of no difference between the shares
     */
    public record Loss(String metric, String arm, double control, double treatment, double p) {}

    /**
     * Lee's bounds of a primary metric's effect, with the interval that covers it wherever it lies between them.
     *
     * @param interval of Imbens and Manski, at the plan's confidence
     */
    public record Bounds(String metric, String arm, Interval bounds, Interval interval) {}
}
