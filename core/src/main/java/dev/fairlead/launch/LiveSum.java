package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.LiveOutcomes;
import dev.fairlead.experiment.outcome.PairSums;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A metric of a running launch in one arm, from sums.
 *
 * @param slice as {@code column=value}; empty for all units
 * @param units whose window is over
 * @param value mean or ratio; NaN without two units
 * @param standardError of it
 */
public record LiveSum(String metric, String arm, String slice, long units, double value, double standardError) {
    /** Of all metrics that are sums, in each arm and watched subgroup. */
    static List<LiveSum> of(Plan plan, LiveOutcomes outcomes, List<Slice> slices) {
        List<LiveSum> sums = new ArrayList<>();
        for (String metric : outcomes.metrics()) {
            for (Arm arm : plan.population().arms()) {
                Predicate<CellKey> all = key -> key.arm().equals(arm.name());
                sums.add(of(outcomes, metric, arm, "", all));
                for (CellKey.Subgroup each : CellKey.subgroups(slices)) {
                    sums.add(of(outcomes, metric, arm, each.toString(), all.and(key -> key.in(each))));
                }
            }
        }
        return sums;
    }

    private static LiveSum of(LiveOutcomes outcomes, String metric, Arm arm, String slice, Predicate<CellKey> which) {
        PairSums sum = new PairSums();
        outcomes.cells().stream()
                .filter(cell -> which.test(CellKey.of(cell)))
                .forEach(cell -> sum.add(outcomes.sums(cell, metric)));
        try {
            PairSums.Level level = outcomes.kind(metric) instanceof MetricKind.Ratio ? sum.ratio() : sum.mean();
            return new LiveSum(metric, arm.name(), slice, sum.n(), level.value(), Math.sqrt(level.variance()));
        } catch (IllegalArgumentException _) {
            return new LiveSum(metric, arm.name(), slice, sum.n(), Double.NaN, Double.NaN);
        }
    }

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("metric", Json.of(metric));
        members.put("arm", Json.of(arm));
        members.put("slice", Json.of(slice));
        members.put("units", Json.of((double) units));
        members.put("value", Double.isNaN(value) ? Json.NULL : Json.of(value));
        members.put("standard_error", Double.isNaN(standardError) ? Json.NULL : Json.of(standardError));
        return new Json.Obj(members);
    }
}
