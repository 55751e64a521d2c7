package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Turns rows into observations. */
final class Observer {
    private static final double[] NOT_MEASURED = {};

    private final Plan plan;
    private final Columns columns;
    private final Arms arms;
    private final Surveyed surveyed;
    private final List<Metric> metrics;
    private final int[][] positions;
    private final int[] covariates;
    private final int[] strata;
    private final OptionalInt unit;
    private final OptionalInt cluster;
    private final int indicators;
    /** The greatest value of each metric. */
    private final double[] caps;
    /** What {@link #observe} fills for each row: covariates, and the values of each metric with them. */
    private final double[] before;

    private final double[][] measured;

    Observer(Plan plan, Columns columns, Arms arms, Surveyed surveyed) {
        this.plan = plan;
        this.columns = columns;
        this.arms = arms;
        this.surveyed = surveyed;
        metrics = plan.metrics().all().map(PlannedMetric::metric).toList();
        positions = metrics.stream().map(metric -> columns.of(metric.kind())).toArray(int[][]::new);
        covariates = columns.covariates();
        strata = columns.strata();
        unit = columns.unit();
        cluster = columns.cluster();
        indicators = cluster.isPresent() ? surveyed.strata().size() - 1 : 0;
        caps = metrics.stream().mapToDouble(surveyed::cap).toArray();
        before = new double[covariates.length + indicators];
        measured = Arrays.stream(positions)
                .map(at -> new double[at.length + before.length])
                .toArray(double[][]::new);
    }

    /** Whether the row's unit was seen in several arms. */
    boolean excluded(Row row) {
        return unit.isPresent()
                && !surveyed.several().isEmpty()
                && surveyed.several().contains(row.key(unit.getAsInt()));
    }

    /** The unit of a row; its values are overwritten by the next one's. */
    Observation observe(Row row) {
        String stratum = Strata.of(row, strata);
        covariates(row, stratum);
        var values = new double[metrics.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = values(row, i);
        }
        return new Observation(arms.of(row, columns), clusterOf(row), stratum, values);
    }

    private OptionalLong clusterOf(Row row) {
        if (cluster.isEmpty()) {
            return OptionalLong.empty();
        }
        long key = row.key(cluster.getAsInt());
        if (key == 0) {
            throw Cell.wrong(row, columns, cluster.getAsInt(), "the cluster has no id");
        }
        return OptionalLong.of(key);
    }

    /** Covariates; where clusters keep units from being compared within strata, an indicator of each stratum but the first. */
    private void covariates(Row row, String stratum) {
        for (int i = 0; i < covariates.length; i++) {
            before[i] = Cell.number(row, columns, covariates[i]);
            if (Double.isNaN(before[i])) {
                throw Cell.wrong(
                        row,
                        columns,
                        covariates[i],
                        "the covariate is missing; fill it with a constant, such as its mean before the launch");
            }
        }
        for (int i = 0; i < indicators; i++) {
            before[covariates.length + i] = surveyed.strata().get(i + 1).equals(stratum) ? 1 : 0;
        }
    }

    private double[] values(Row row, int metric) {
        int[] at = positions[metric];
        double[] values = measured[metric];
        for (int i = 0; i < at.length; i++) {
            values[i] = Cell.number(row, columns, at[i]);
            if (Double.isNaN(values[i])) {
                missing(row, at[i]);
                return NOT_MEASURED;
            }
        }
        check(row, metric, values[0]);
        values[0] = Math.min(values[0], caps[metric]);
        System.arraycopy(before, 0, values, at.length, before.length);
        return values;
    }

    private void missing(Row row, int position) {
        if (plan.inference().attrition() == 0) {
            throw Cell.wrong(
                    row,
                    columns,
                    position,
                    "the value is missing, and the plan expects no attrition (its \"attrition\" is 0); fill in what the"
                            + " unit did, or plan for attrition");
        }
    }

    private void check(Row row, int metric, double value) {
        MetricKind kind = metrics.get(metric).kind();
        int position = positions[metric][0];
        if (kind instanceof MetricKind.Proportion && value != 0 && value != 1) {
            throw Cell.wrong(row, columns, position, "a proportion is of 0 and 1, or false and true, not of " + value);
        }
        if (kind instanceof MetricKind.Quantile && value < 0) {
            throw Cell.wrong(row, columns, position, "a quantile is of values of at least 0 here, not of " + value);
        }
    }
}
