package dev.fairlead.experiment.offpolicy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sums an estimator's terms over what is independent. A ratio of sums over units is the same as over decisions; its error is
 * that of the units.
 */
final class Draws {
    private final Sampling sampling;
    private final Map<String, double[]> units = new LinkedHashMap<>();
    private Optional<RatioMoments> decisions = Optional.empty();

    Draws(Sampling sampling) {
        this.sampling = sampling;
    }

    void accept(String unit, double[] terms) {
        if (sampling == Sampling.UNITS) {
            units.merge(unit, terms, Draws::sum);
        } else {
            moments(terms.length).accept(terms);
        }
    }

    void merge(Draws other) {
        Check.that(sampling == other.sampling, "evaluations by decisions and by units cannot be merged");
        other.units.forEach((unit, terms) -> units.merge(unit, terms, Draws::sum));
        other.decisions.ifPresent(theirs -> decisions = Optional.of(merged(theirs)));
    }

    private RatioMoments merged(RatioMoments theirs) {
        RatioMoments ours = moments(theirs.length());
        ours.merge(theirs);
        return ours;
    }

    private RatioMoments moments(int length) {
        RatioMoments moments = decisions.orElseGet(() -> new RatioMoments(length));
        decisions = Optional.of(moments);
        return moments;
    }

    /** The moments of all that is independent; empty if there is nothing. */
    Optional<RatioMoments> moments() {
        if (sampling == Sampling.DECISIONS || units.isEmpty()) {
            return decisions;
        }
        List<double[]> all = new ArrayList<>(units.values());
        var moments = new RatioMoments(all.getFirst().length);
        all.forEach(moments::accept);
        return Optional.of(moments);
    }

    static double[] sum(double[] a, double[] b) {
        Check.that(
                a.length == b.length,
                "all slates of a log must have the same number of slots, and two of one unit differ");
        var sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
