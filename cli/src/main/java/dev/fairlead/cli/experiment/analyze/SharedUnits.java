package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.inference.Interactions;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Capping;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The units that met two launches, with the metrics of the first: those of sums, from each unit's entry into it. Who met several arms of
 * either is left out.
 */
final class SharedUnits {
    private static final int SEVERAL = -1;

    private final List<dev.fairlead.experiment.plan.Metric> metrics;
    private final List<String> first;
    private final List<String> second;
    private final Interactions interactions;
    private long units;

    /** @param other plan of the second launch, of the same unit */
    SharedUnits(Plan plan, Plan other) {
        if (plan.population().unit() != other.population().unit()) {
            throw new UserException("the launches are of other units, "
                    + plan.population().unit() + " and " + other.population().unit()
                    + ": only launches of the same unit share units");
        }
        metrics = plan.metrics()
                .all()
                .map(PlannedMetric::metric)
                .filter(SharedUnits::summed)
                .toList();
        first = arms(plan);
        second = arms(other);
        interactions = new Interactions(
                first,
                second,
                metrics.stream()
                        .map(metric -> new Interactions.Measured(metric.name(), read(metric)))
                        .toList());
    }

    private static boolean summed(dev.fairlead.experiment.plan.Metric metric) {
        return !(metric.kind() instanceof MetricKind.Quantile) && metric.capping() instanceof Capping.None;
    }

    private static Metric read(dev.fairlead.experiment.plan.Metric metric) {
        return metric.kind() instanceof MetricKind.Ratio ? new Metric.Ratio(0, 1) : new Metric.Mean(0);
    }

    /** Control first. */
    private static List<String> arms(Plan plan) {
        return plan.population().arms().stream()
                .sorted(Comparator.comparing(arm -> !arm.control()))
                .map(Arm::name)
                .toList();
    }

    /** Reads the units of both, as {@code launch units} writes them. */
    void read(Path ofFirst, Path ofSecond) {
        Map<String, Integer> one = met(ofFirst, first);
        Map<String, Integer> other = met(ofSecond, second);
        Set<String> columns = new LinkedHashSet<>(List.of("unit"));
        metrics.forEach(metric -> columns.addAll(metric.kind().columns()));
        List<String> names = new ArrayList<>(columns);
        TableRows.read(ofFirst, names, row -> {
            int a = one.getOrDefault(row.text(0), SEVERAL);
            int b = other.getOrDefault(row.text(0), SEVERAL);
            if (a != SEVERAL && b != SEVERAL) {
                units++;
                accept(row, names, a, b);
            }
        });
    }

    private static Map<String, Integer> met(Path file, List<String> arms) {
        Map<String, Integer> met = new HashMap<>();
        TableRows.read(
                file,
                List.of("unit", "arm"),
                row -> met.merge(row.text(0), arms.indexOf(row.text(1)), (_, _) -> SEVERAL));
        return met;
    }

    /** Cells are empty where a window is not over. */
    private void accept(TableRows.Row row, List<String> names, int a, int b) {
        for (int i = 0; i < metrics.size(); i++) {
            List<String> columns = metrics.get(i).kind().columns();
            int value = names.indexOf(columns.getFirst());
            int below = names.indexOf(columns.getLast());
            if (!row.text(value).isEmpty() && !row.text(below).isEmpty()) {
                interactions.accept(i, a, b, row.number(value), row.number(below));
            }
        }
    }

    Interactions interactions() {
        return interactions;
    }

    /** Units that met both. */
    long units() {
        return units;
    }
}
