package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.distribution.ChiSquared;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/** Effects in subgroups. Those named before the start may confirm, corrected for being several; all others only suggest. */
public final class Slices {
    /** What a slice's p-value may be taken for. */
    public enum Label {
        CONFIRMED,
        NOT_CONFIRMED,
        EXPLORATORY
    }

    /**
     * A subgroup.
     *
     * @param name such as {@code country=FR}
     * @param effect in it
     * @param preSpecified whether the plan named it before the start
     */
    public record Slice(String name, Estimate effect, boolean preSpecified) {}

    /**
     * A subgroup and what is to be thought of it.
     *
     * @param p of no effect in it, not corrected
     * @param adjusted p among the slices of the plan; empty for others
     */
    public record Reading(Slice slice, double p, OptionalDouble adjusted, Label label) {}

    /**
     * Whether effects differ between subgroups.
     *
     * @param q Cochran's (1954)
     * @param p of the hypothesis that all effects are one
     * @param inconsistency I² of Higgins and Thompson (2002): the share of the effects' variation that chance does not explain
     */
    public record Interaction(double q, int df, double p, double inconsistency) {}

    private Slices() {}

    /**
     * Labels slices, in their order.
     *
     * @param method that corrects for the number of slices in the plan
     * @throws IllegalArgumentException if two have the same name
     */
    public static List<Reading> read(List<Slice> slices, Multiplicity method, double alpha) {
        Check.errorRate(alpha);
        var names = new HashSet<String>();
        slices.forEach(slice -> Check.that(names.add(slice.name()), "there are two slices " + slice.name()));
        List<Slice> planned = slices.stream().filter(Slice::preSpecified).toList();
        double[] adjusted = method.adjust(
                planned.stream().mapToDouble(slice -> slice.effect().p(0)).toArray());
        return slices.stream()
                .map(slice -> slice.preSpecified()
                        ? planned(slice, adjusted[planned.indexOf(slice)], alpha)
                        : new Reading(slice, slice.effect().p(0), OptionalDouble.empty(), Label.EXPLORATORY))
                .toList();
    }

    private static Reading planned(Slice slice, double adjusted, double alpha) {
        Label label = adjusted <= alpha ? Label.CONFIRMED : Label.NOT_CONFIRMED;
        return new Reading(slice, slice.effect().p(0), OptionalDouble.of(adjusted), label);
    }

    /**
     * Compares the effects of slices that share no units; standard errors are taken as known, so slices should have dozens of
     * units.
     */
    public static Interaction interaction(List<Estimate> effects) {
        Check.that(effects.size() >= 2, "an interaction needs at least two slices, not " + effects.size());
        double weights = 0;
        double sum = 0;
        for (Estimate effect : effects) {
            double weight = 1 / (effect.standardError() * effect.standardError());
            weights += weight;
            sum += weight * effect.value();
        }
        double common = sum / weights;
        double q = effects.stream()
                .mapToDouble(effect -> Math.pow(effect.statistic(common), 2))
                .sum();
        int df = effects.size() - 1;
        return new Interaction(q, df, new ChiSquared(df).upper(q), q <= df ? 0 : 1 - df / q);
    }
}
