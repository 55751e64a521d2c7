package dev.fairlead.launch;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy's own model foresees of it: the sum over places of c × p for the choices that the policy would make, relative to the same for those that were
 * logged, where p is the model's probability of the outcome and c, for each place, what the logged choices brought there for each
 * unit of p. The standard error is the delta method's for a ratio of totals over units (Cochran 1977, section 6.4), with c taken as known. It tells the
 * sampling error alone: a model that overrates what it chooses foresees too much, whatever the interval.
 */
final class PredictedChange {
    private final int slots;
    private final double[] brought;
    private final double[] logged;
    private final Map<String, double[]> units = new LinkedHashMap<>(); // own by place, then logged by place

    PredictedChange(int slots) {
        this.slots = slots;
        brought = new double[slots];
        logged = new double[slots];
    }

    /** Adds a decision. @param own and ofLogged probabilities by place; one with any NaN, or other places, is left out */
    void accept(String unit, double[] own, double[] ofLogged, double[] rewards) {
        if (own.length != slots
                || ofLogged.length != slots
                || Arrays.stream(own).anyMatch(Double::isNaN)
                || Arrays.stream(ofLogged).anyMatch(Double::isNaN)) {
            return;
        }
        double[] sums = units.computeIfAbsent(unit, _ -> new double[2 * slots]);
        for (int k = 0; k < slots; k++) {
            brought[k] += rewards[k];
            logged[k] += ofLogged[k];
            sums[k] += own[k];
            sums[slots + k] += ofLogged[k];
        }
    }

    /**
     * What is foreseen.
     *
     * @param ratio 1 where the policy is foreseen to bring what was brought
     * @param standardError 0 where the policy chooses what was chosen
     */
    record Relative(double ratio, double standardError, int units) {
        Optional<Interval> interval(double confidence) {
            return standardError > 0
                    ? Optional.of(new Estimate(ratio, standardError, units - 1).interval(confidence))
                    : Optional.empty();
        }
    }

    /** Empty where nothing was brought, or for less than two units. */
    Optional<Relative> relative() {
        double[] byPlace = new double[slots];
        for (int k = 0; k < slots; k++) {
            byPlace[k] = logged[k] > 0 ? brought[k] / logged[k] : 0;
        }
        int n = units.size();
        double[] own = new double[n];
        double[] base = new double[n];
        int u = 0;
        for (double[] sums : units.values()) {
            for (int k = 0; k < slots; k++) {
                own[u] += byPlace[k] * sums[k];
                base[u] += byPlace[k] * sums[slots + k];
            }
            u++;
        }
        double total = Arrays.stream(base).sum();
        if (n < 2 || !(total > 0)) {
            return Optional.empty();
        }
        double ratio = Arrays.stream(own).sum() / total;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double residual = own[i] - ratio * base[i];
            squares += residual * residual;
        }
        return Optional.of(new Relative(ratio, Math.sqrt(squares * n / (n - 1)) / total, n));
    }
}
