package dev.fairlead.experiment.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Some units, all or those of a slice or a day: a fold of some metrics for each stratum and arm. Units in clusters are not
 * kept apart by strata.
 */
final class Group {
    private static final String ALL = "";

    private final Shape shape;
    private final int[] metrics;
    private final Map<String, MetricFold[][]> strata = new HashMap<>();
    /** The stratum of the unit before, for units come in runs. */
    private String latest = ALL;

    private MetricFold[][] latestFolds = {};

    /** @param metrics which of the shape's are folded */
    Group(Shape shape, int[] metrics) {
        this.shape = shape;
        this.metrics = metrics;
    }

    void accept(Observation unit) {
        MetricFold[][] arms = stratum(shape.clustered() ? ALL : unit.stratum());
        for (int i = 0; i < metrics.length; i++) {
            if (unit.measured(metrics[i])) {
                arms[unit.arm()][i].accept(unit, unit.values()[metrics[i]]);
            }
        }
    }

    /** Adds the units of another of the same metrics; that one stays as it is. */
    void merge(Group other) {
        other.strata.forEach((key, theirs) -> {
            MetricFold[][] ours = stratum(key);
            for (int arm = 0; arm < ours.length; arm++) {
                for (int i = 0; i < metrics.length; i++) {
                    ours[arm][i].merge(theirs[arm][i]);
                }
            }
        });
    }

    private MetricFold[][] stratum(String key) {
        if (latestFolds.length > 0 && latest.equals(key)) {
            return latestFolds;
        }
        latestFolds = found(key);
        latest = key;
        return latestFolds;
    }

    private MetricFold[][] found(String key) {
        MetricFold[][] known = strata.get(key);
        if (known != null) {
            return known;
        }
        var folds = new MetricFold[shape.arms()][metrics.length];
        for (MetricFold[] arm : folds) {
            for (int i = 0; i < metrics.length; i++) {
                arm[i] = shape.fold(metrics[i]);
            }
        }
        strata.put(key, folds);
        return folds;
    }

    /** The folds of a metric, a row per stratum and in it one per arm. */
    List<MetricFold[]> of(int metric) {
        return byPeriod(metric).stream().flatMap(List::stream).toList();
    }

    /** The same, apart for each time of constant weights. */
    List<List<MetricFold[]>> byPeriod(int metric) {
        int at = 0;
        while (metrics[at] != metric) {
            at++;
        }
        int place = at;
        var periods = new TreeMap<String, List<MetricFold[]>>();
        new TreeMap<>(strata).forEach((key, arms) -> {
            var folds = new MetricFold[arms.length];
            for (int arm = 0; arm < folds.length; arm++) {
                folds[arm] = arms[arm][place];
            }
            periods.computeIfAbsent(Strata.period(key), _ -> new ArrayList<>()).add(folds);
        });
        return List.copyOf(periods.values());
    }
}
