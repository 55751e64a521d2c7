package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.CoMoments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Two arms in a stratum.
 *
 * @param weight units of all arms in it
 */
record Stratum(CoMoments control, CoMoments treatment, double weight) {
    private static final int FEWEST = 2;

    static Stratum of(MetricFold[] arms, int control, int treatment) {
        double weight = 0;
        for (MetricFold arm : arms) {
            weight += units(arm);
        }
        return new Stratum(moments(arms[control]), moments(arms[treatment]), weight);
    }

    private static long units(MetricFold arm) {
        return switch (arm) {
            case MetricFold.Units units -> units.moments().n();
            case MetricFold.Clusters clusters -> clusters.clusters();
            case MetricFold.Sample sample -> sample.sample().clusters();
        };
    }

    private static CoMoments moments(MetricFold arm) {
        return switch (arm) {
            case MetricFold.Units units -> units.moments();
            case MetricFold.Clusters clusters -> clusters.moments();
            case MetricFold.Sample _ -> throw new IllegalArgumentException("a quantile has no moments");
        };
    }

    private boolean small() {
        return control.n() < FEWEST || treatment.n() < FEWEST;
    }

    private Stratum with(Stratum other) {
        CoMoments c = control.copy();
        c.merge(other.control);
        CoMoments t = treatment.copy();
        t.merge(other.treatment);
        return new Stratum(c, t, weight + other.weight);
    }

    /**
     * Strata with less than two units in an arm become one, and if that has less than two, part of the largest; but not across
     * times of other weights, in which arms differ by when their units entered.
     *
     * @param periods the strata of each time of constant weights
     * @throws IllegalArgumentException if a whole time has less than two units in an arm, while there are others
     */
    static List<Stratum> collapsed(List<List<Stratum>> periods) {
        var all = new ArrayList<Stratum>();
        for (List<Stratum> strata : periods) {
            if (periods.size() > 1 && all(strata).small()) {
                if (all(strata).weight() > 0) {
                    throw new IllegalArgumentException(
                            "of a time of constant weights an arm has less than 2 units with a value, so that its units cannot"
                                    + " be compared; leave that time out of the data");
                }
            } else {
                all.addAll(within(strata));
            }
        }
        return all;
    }

    private static List<Stratum> within(List<Stratum> strata) {
        var large = new ArrayList<>(
                strata.stream().filter(stratum -> !stratum.small()).toList());
        var rest = strata.stream().filter(Stratum::small).reduce(Stratum::with);
        if (rest.isEmpty()) {
            return large;
        }
        if (rest.get().small() && !large.isEmpty()) {
            large.sort(Comparator.comparingDouble(Stratum::weight));
            large.add(large.removeLast().with(rest.get()));
        } else {
            large.add(rest.get());
        }
        return large;
    }

    static Stratum all(List<Stratum> strata) {
        return strata.stream().reduce(Stratum::with).orElseThrow();
    }
}
