package dev.fairlead.experiment.design;

import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Moments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Units that were held out of everything that was launched, against everybody else: what the launches are worth together, by
 * period and added up. A fold over rows in any order; a unit's rows of a period are added up, and it counts from its first row
 * on, with 0 in periods without rows. State grows with units times periods.
 *
 * @param <P> periods, in their order
 */
public final class LongRunHoldout<P extends Comparable<P>> {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Boolean> held = new ArrayList<>();
    private final TreeMap<P, Map<Integer, Double>> sums = new TreeMap<>();

    /** @throws IllegalArgumentException if the unit has rows within and without the holdout */
    public void accept(String unit, boolean heldOut, P period, double value) {
        Check.finite(value);
        Integer number = numbers.computeIfAbsent(unit, _ -> {
            held.add(heldOut);
            return held.size() - 1;
        });
        Check.that(
                held.get(number) == heldOut,
                "the unit \"" + unit + "\" has rows within and without the holdout: a unit must stay where it is");
        sums.computeIfAbsent(period, _ -> new HashMap<>()).merge(number, value, Double::sum);
    }

    /**
     * A period.
     *
     * @param within everybody else less the holdout, per unit, in the period
     * @param until the same, added up from the first period on
     * @param heldOut units of the holdout that are in by then
     * @param others units of everybody else
     */
    public record Found<P>(P period, Comparison within, Comparison until, long heldOut, long others) {}

    /** By period. Periods are left out before each side has two units. */
    public List<Found<P>> found() {
        var found = new ArrayList<Found<P>>();
        var until = new double[held.size()];
        var seen = new boolean[held.size()];
        for (Map.Entry<P, Map<Integer, Double>> period : sums.entrySet()) {
            period.getValue().forEach((unit, sum) -> {
                until[unit] += sum;
                seen[unit] = true;
            });
            Moments[] within = {new Moments(), new Moments()};
            Moments[] cumulative = {new Moments(), new Moments()};
            for (int unit = 0; unit < seen.length; unit++) {
                if (seen[unit]) {
                    int side = held.get(unit) ? 0 : 1;
                    within[side].accept(period.getValue().getOrDefault(unit, 0.0));
                    cumulative[side].accept(until[unit]);
                }
            }
            if (cumulative[0].n() >= 2 && cumulative[1].n() >= 2) {
                found.add(new Found<>(
                        period.getKey(),
                        Comparison.of(within[0], within[1]),
                        Comparison.of(cumulative[0], cumulative[1]),
                        cumulative[0].n(),
                        cumulative[1].n()));
            }
        }
        Check.that(!found.isEmpty(), "each side needs at least 2 units, within the holdout and without");
        return found;
    }
}
