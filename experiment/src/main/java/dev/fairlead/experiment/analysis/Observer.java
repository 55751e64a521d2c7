package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.MissingCovariates;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Turns rows into observations. */
final class Observer {
    private static final double[] NOT_MEASURED = {};

    private final Plan plan;
    private final Columns columns;
    private final Arms arms;
    private final SurveyResult surveyed;
    private final List<Metric> metrics;
    private final int[][] positions;
    private final int[] covariates;
    private final Strata strata;
    private final Periods periods;
    private final Windows windows;
    /** Which covariates are missing of some units, and have an indicator of that. */
    private final int[] flagged;

    private final OptionalInt unit;
    private final OptionalInt cluster;
    private final int indicators;
    /** The greatest value of each metric. */
    private final double[] caps;

    /** The least. */
    private final double[] floors;

    /** What {@link #observe} fills for each row: covariates, and the values of each metric with them. */
    private final double[] before;

    private final double[][] measured;

    Observer(Plan plan, Columns columns, Arms arms, SurveyResult surveyed, Windows windows) {
        this.plan = plan;
        this.columns = columns;
        this.arms = arms;
        this.surveyed = surveyed;
        metrics = plan.metrics().all().map(PlannedMetric::metric).toList();
        positions = metrics.stream().map(metric -> columns.of(metric.kind())).toArray(int[][]::new);
        covariates = columns.covariates();
        strata = new Strata(plan, columns);
        periods = new Periods(plan);
        this.windows = windows;
        flagged = flagged(plan, surveyed);
        unit = columns.unit();
        cluster = columns.cluster();
        indicators = cluster.isPresent() ? surveyed.strata().size() - 1 : 0;
        caps = metrics.stream().mapToDouble(surveyed::cap).toArray();
        floors = metrics.stream().mapToDouble(surveyed::floor).toArray();
        before = new double[covariates.length + flagged.length + indicators];
        measured = Arrays.stream(positions)
                .map(at -> new double[at.length + before.length])
                .toArray(double[][]::new);
    }

    /** See the field. */
    static int[] flagged(Plan plan, SurveyResult surveyed) {
        return plan.inference().missing() == MissingCovariates.INDICATOR
                ? IntStream.range(0, surveyed.fillings().size())
                        .filter(i -> surveyed.fillings().get(i).missing() > 0)
                        .toArray()
                : new int[0];
    }

    /** Whether the row's unit was seen in several arms. */
    boolean excluded(Row row) {
        return unit.isPresent()
                && !surveyed.several().isEmpty()
                && surveyed.several().contains(row.key(unit.getAsInt()));
    }

    /**
     * The row's unit; its values are overwritten by the next one's. One that the plan leaves out for a covariate is measured in
     * no metric, and none of its windows is over.
     */
    Observation observe(Row row) {
        Optional<Moment> entered = columns.entered(row);
        int period = periods.of(entered);
        String stratum = strata.of(row, period);
        covariates(row, stratum);
        var values = new double[metrics.size()][];
        boolean[] over = dropped(row) ? new boolean[values.length] : windows.over(entered);
        for (int i = 0; i < values.length; i++) {
            values[i] = over[i] ? values(row, i) : NOT_MEASURED;
        }
        return new Observation(arms.of(row, columns), clusterOf(row), entered, period, stratum, over, values);
    }

    /** Whether the plan leaves out units without a covariate, and one is missing. */
    boolean dropped(Row row) {
        if (plan.inference().missing() != MissingCovariates.DROP) {
            return false;
        }
        for (int covariate : covariates) {
            if (Double.isNaN(row.value(covariate))) {
                return true;
            }
        }
        return false;
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

    /**
     * Covariates; after them, of each covariate that is missing of some units, whether it is; and where clusters keep units
     * from being compared within strata, an indicator of each stratum but the first.
     */
    private void covariates(Row row, String stratum) {
        for (int i = 0; i < covariates.length; i++) {
            before[i] = Cell.number(row, columns, covariates[i]);
        }
        for (int i = 0; i < flagged.length; i++) {
            before[covariates.length + i] = Double.isNaN(before[flagged[i]]) ? 1 : 0;
        }
        for (int i = 0; i < covariates.length; i++) {
            before[i] = Double.isNaN(before[i]) ? filled(row, i) : before[i];
        }
        for (int i = 0; i < indicators; i++) {
            before[covariates.length + flagged.length + i] =
                    surveyed.strata().get(i + 1).equals(stratum) ? 1 : 0;
        }
    }

    private double filled(Row row, int covariate) {
        if (plan.inference().missing() == MissingCovariates.REFUSE) {
            throw Cell.wrong(
                    row,
                    columns,
                    covariates[covariate],
                    "the covariate is missing, and the plan refuses that (its \"missingCovariates\"); fill it with a"
                            + " constant, such as its mean before the launch");
        }
        return surveyed.fillings().get(covariate).value();
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
        cap(values, at.length, caps[metric]);
        values[0] = Math.max(values[0], floors[metric]);
        System.arraycopy(before, 0, values, at.length, before.length);
        return values;
    }

    /**
     * A numerator above the cap takes its denominator with it, by the same factor: the unit weighs less in the ratio, and its own
     * ratio stays. Were the numerator capped alone, units that do more at the same rate would count as of a lower rate.
     */
    private static void cap(double[] values, int size, double cap) {
        if (values[0] > cap) {
            if (size == 2) {
                values[1] *= cap / values[0];
            }
            values[0] = cap;
        }
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
    }
}
