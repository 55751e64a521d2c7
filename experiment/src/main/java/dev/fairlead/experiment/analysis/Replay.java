package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.nonparametric.QuantileSketch;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Capping;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.validity.AaCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A plan's tests on units that were all treated alike, assigned anew many times (an A/A replay): whether p-values are uniform
 * on the very data that the plan is for, with their tails, zeros and clusters. Holds all values in memory, 8 bytes each.
 */
public final class Replay {
    private final Plan plan;
    private final List<PlannedMetric> metrics;
    private final List<String> numbers;
    private final List<double[]> rows = new ArrayList<>();
    private final List<String> strata = new ArrayList<>();
    private final List<Long> clusters = new ArrayList<>();

    public Replay(Plan plan) {
        this.plan = plan;
        metrics = plan.metrics().all().toList();
        numbers = Stream.concat(
                        metrics.stream().flatMap(metric -> metric.metric().kind().columns().stream()),
                        plan.inference().covariates().stream())
                .distinct()
                .toList();
    }

    /** The columns of numbers that a unit must have, in order. */
    public List<String> numbers() {
        return numbers;
    }

    /**
     * Adds a unit.
     *
     * @param values of {@link #numbers}; NaN where there is none
     * @param stratum its combination of the plan's strata
     * @param cluster a number of its own for each cluster; empty if the plan has none
     */
    public void accept(double[] values, String stratum, OptionalLong cluster) {
        rows.add(values.clone());
        strata.add(stratum);
        clusters.add(cluster.orElse(rows.size()));
    }

    /** Units so far. */
    public long units() {
        return rows.size();
    }

    /**
     * What the replay says of a metric.
     *
     * @param method of the test; empty if there was none
     * @param p values of the replicates; empty if there was no test
     * @param alpha of the plan
     * @param reason why there was no test; empty if there was one
     */
    public record Replayed(String metric, String method, double[] p, double alpha, String reason) {
        /** The check of the p-values. */
        public AaCheck check() {
            return AaCheck.of(p, alpha);
        }

        /** Whether there are so few different p-values, as of few events, that they cannot be uniform. */
        public boolean discrete() {
            return Arrays.stream(p).distinct().count() < p.length / 2;
        }

        /** Whether nothing speaks against the test; of discrete p-values, only that it rejects too often would. */
        public boolean holds() {
            return p.length > 0 && (discrete() ? check().rate().atMost(alpha) : check().holds());
        }
    }

    /**
     * Assigns all units anew, so many times, to control and the plan's first other arm by their weights.
     *
     * @param times at least 20
     */
    public List<Replayed> run(int times, long seed) {
        if (times < 20 || rows.size() < 4) {
            throw new IllegalArgumentException(
                    "a replay needs at least 20 assignments of at least 4 units, not " + times + " of " + rows.size());
        }
        boolean clustered = plan.population().cluster().isPresent();
        return IntStream.range(0, metrics.size())
                .mapToObj(metric -> replayed(metric, clustered, times, seed))
                .toList();
    }

    private Replayed replayed(int metric, boolean clustered, int times, long seed) {
        MetricKind kind = metrics.get(metric).metric().kind();
        String name = metrics.get(metric).metric().name();
        double alpha = plan.inference().errors().alpha();
        if (kind instanceof MetricKind.Quantile) {
            return new Replayed(name, "", new double[0], alpha, "quantiles are not replayed");
        }
        try {
            Replicates replicates = replicates(metric, clustered);
            return replicates.run(kind, name, alpha, times, seed);
        } catch (IllegalArgumentException e) {
            return new Replayed(name, "", new double[0], alpha, String.valueOf(e.getMessage()));
        }
    }

    /** What is assigned, with values of one metric: units, or totals of clusters with their sizes first. */
    private Replicates replicates(int metric, boolean clustered) {
        List<String> names = strata.stream().collect(TreeSet<String>::new, TreeSet::add, TreeSet::addAll).stream()
                .toList();
        List<double[]> values = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        double[] covariates = covariateMeans();
        Limits limits = limits(metric);
        int[] at = positions(metrics.get(metric).metric().kind().columns());
        int[] before = positions(plan.inference().covariates());
        for (int i = 0; i < rows.size(); i++) {
            double[] unit = unit(rows.get(i), at, before, covariates, limits);
            if (!Double.isNaN(unit[0]) && !Double.isNaN(unit[unit.length - 1])) {
                int place = names.indexOf(strata.get(i));
                values.add(clustered ? withIndicators(unit, place, names.size()) : unit);
                places.add(clustered ? 0 : place);
                ids.add(clusters.get(i));
            }
        }
        if (!clustered) {
            return new Replicates(values, places, ids, names.size(), share(), false);
        }
        Map<Long, double[]> totals = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            totals.merge(ids.get(i), values.get(i), Replay::sum);
        }
        return new Replicates(
                totals.values().stream().toList(),
                totals.keySet().stream().map(_ -> 0).toList(),
                totals.keySet().stream().toList(),
                1,
                share(),
                true);
    }

    private int[] positions(List<String> columns) {
        return columns.stream().mapToInt(numbers::indexOf).toArray();
    }

    private static double[] sum(double[] some, double[] more) {
        return IntStream.range(0, some.length)
                .mapToDouble(i -> some[i] + more[i])
                .toArray();
    }

    private double share() {
        List<Arm> arms = plan.population().arms();
        double control =
                arms.stream().filter(Arm::control).findFirst().orElseThrow().weight();
        double treatment = arms.stream()
                .filter(arm -> !arm.control())
                .findFirst()
                .orElseThrow()
                .weight();
        return treatment / (control + treatment);
    }

    private double[] covariateMeans() {
        return plan.inference().covariates().stream()
                .mapToInt(numbers::indexOf)
                .mapToDouble(at -> rows.stream()
                        .mapToDouble(row -> row[at])
                        .filter(value -> !Double.isNaN(value))
                        .average()
                        .orElse(0))
                .toArray();
    }

    /** Between which values of the metric, or of its numerator, units count as they are. */
    private record Limits(double low, double high) {}

    private Limits limits(int metric) {
        int at = numbers.indexOf(metrics.get(metric).metric().kind().columns().getFirst());
        double none = Double.NEGATIVE_INFINITY;
        return switch (metrics.get(metric).metric().capping()) {
            case Capping.None _ -> new Limits(none, Double.POSITIVE_INFINITY);
            case Capping.At(double value) -> new Limits(none, value);
            case Capping.AtQuantile(double level) -> new Limits(none, quantile(at, level));
            case Capping.Winsorized(double low, double high) ->
                new Limits(
                        low > 0 ? quantile(at, low) : none, high < 1 ? quantile(at, high) : Double.POSITIVE_INFINITY);
        };
    }

    private double quantile(int at, double level) {
        var sketch = new QuantileSketch();
        rows.stream()
                .mapToDouble(row -> row[at])
                .filter(value -> !Double.isNaN(value))
                .forEach(sketch::add);
        return sketch.sample().quantile(level);
    }

    /** The metric's values, both sides of a ratio times what caps the numerator, and covariates, a missing one their mean. */
    private static double[] unit(double[] row, int[] at, int[] before, double[] covariates, Limits limits) {
        var unit = new double[at.length + before.length];
        for (int i = 0; i < at.length; i++) {
            unit[i] = row[at[i]];
        }
        double factor = unit[0] > limits.high() ? limits.high() / unit[0] : 1;
        for (int i = 0; i < at.length; i++) {
            unit[i] *= factor;
        }
        unit[0] = Math.max(unit[0], limits.low());
        for (int i = 0; i < covariates.length; i++) {
            double value = row[before[i]];
            unit[at.length + i] = Double.isNaN(value) ? covariates[i] : value;
        }
        return at.length == 2 && Double.isNaN(unit[1]) ? new double[] {Double.NaN} : unit;
    }

    /** 1 for the cluster's size, the values, an indicator of each stratum but the first. */
    private static double[] withIndicators(double[] unit, int stratum, int strata) {
        var row = new double[1 + unit.length + strata - 1];
        row[0] = 1;
        System.arraycopy(unit, 0, row, 1, unit.length);
        if (stratum > 0) {
            row[unit.length + stratum] = 1;
        }
        return row;
    }

    /** Moments of one arm, as analyses take them: of clusters, means per row. */
    static CoMoments read(CoMoments arm, boolean clustered) {
        if (!clustered) {
            return arm;
        }
        List<Metric> ratios = new ArrayList<>();
        for (int i = 1; i < arm.size(); i++) {
            ratios.add(new Metric.Ratio(i, 0));
        }
        return Metric.linearize(arm, ratios);
    }
}
