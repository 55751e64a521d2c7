package dev.fairlead.experiment.plan;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of columns that say who a unit is. */
final class ColumnRules {
    private final Problems problems;

    ColumnRules(Problems problems) {
        this.problems = problems;
    }

    /** Columns known before exposure cannot be those that the launch is to change. */
    void hold(Plan.Draft plan) {
        Set<String> outcomes = plan.metrics()
                .all()
                .map(PlannedMetric::metric)
                .flatMap(metric -> metric.kind().columns().stream())
                .collect(Collectors.toSet());
        plan.metrics().all().forEach(planned -> outcomes.add(planned.metric().name()));
        before("covariates", "a covariate", plan.inference().covariates(), "", outcomes);
        before("strata", "a stratum", plan.inference().strata(), "", outcomes);
        List<String> slices = plan.slices().stream().map(Slice::column).toList();
        before("slices", "a slice", slices, ".column", outcomes);
        values(plan.slices());
    }

    private void before(String path, String what, List<String> columns, String key, Set<String> outcomes) {
        problems.distinct(path, columns, key);
        for (int i = 0; i < columns.size(); i++) {
            problems.require(
                    !outcomes.contains(columns.get(i)) || columns.get(i).isBlank(),
                    path + "[" + i + "]" + key,
                    "\"" + columns.get(i) + "\" is a metric, which the launch may change; " + what
                            + " must be known before exposure");
        }
    }

    private void values(List<Slice> slices) {
        for (int i = 0; i < slices.size(); i++) {
            String path = "slices[" + i + "].values";
            slices.get(i).values().ifPresent(values -> {
                problems.require(!values.isEmpty(), path, "names no value; write \"all\" for all of them");
                problems.distinct(path, values, "");
            });
        }
    }
}
