package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.MantelHaenszel;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.inference.TwoProportions;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.validity.Attrition;
import dev.fairlead.experiment.validity.LeeBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How many units each metric was due in and was measured in: a fold. Due is a unit whose window was over, so that one that is
 * yet to be measured is not missing. Where the plan expects attrition it keeps the values of primary means
 * and proportions, 8 bytes a unit, because Lee's bounds need them in order.
 */
final class ObservedUnits {
    private final Plan plan;
    private final Arms arms;
    private final Periods periods;
    private final List<Metric> metrics;
    private final long[] read;

    /** By period of the plan's weights, arm and metric. */
    private final long[][][] due;

    private final long[][][] measured;
    private final Values[][] kept;

    ObservedUnits(Plan plan, Arms arms, Shape shape) {
        this.plan = plan;
        this.arms = arms;
        this.metrics = shape.metrics();
        periods = new Periods(plan);
        read = new long[arms.size()];
        due = new long[periods.size()][arms.size()][metrics.size()];
        measured = new long[periods.size()][arms.size()][metrics.size()];
        int primaries =
                plan.inference().attrition() > 0 ? plan.metrics().primary().size() : 0;
        kept = new Values[arms.size()][primaries];
        for (Values[] arm : kept) {
            Arrays.setAll(arm, _ -> new Values());
        }
    }

    void accept(Observation unit) {
        int arm = unit.arm();
        read[arm]++;
        for (int i = 0; i < metrics.size(); i++) {
            due[unit.period()][arm][i] += unit.over()[i] ? 1 : 0;
            if (unit.measured(i)) {
                measured[unit.period()][arm][i]++;
                if (i < kept[arm].length && bounded(i)) {
                    kept[arm][i].add(unit.values()[i][0]);
                }
            }
        }
    }

    private boolean bounded(int metric) {
        MetricKind kind = metrics.get(metric).kind();
        return kind instanceof MetricKind.Mean || kind instanceof MetricKind.Proportion;
    }

    void merge(ObservedUnits other) {
        for (int arm = 0; arm < read.length; arm++) {
            read[arm] += other.read[arm];
            for (int period = 0; period < due.length; period++) {
                for (int i = 0; i < metrics.size(); i++) {
                    due[period][arm][i] += other.due[period][arm][i];
                    measured[period][arm][i] += other.measured[period][arm][i];
                }
            }
            for (int i = 0; i < kept[arm].length; i++) {
                kept[arm][i].merge(other.kept[arm][i]);
            }
        }
    }

    /** Units of an arm in which a metric was due. */
    long due(int metric, int arm) {
        return sum(due, metric, arm);
    }

    /** Units of an arm that were read, whether due or not. */
    long read(int arm) {
        return read[arm];
    }

    private static long sum(long[][][] counts, int metric, int arm) {
        long sum = 0;
        for (long[][] period : counts) {
            sum += period[arm][metric];
        }
        return sum;
    }

    /** Of all units together; empty if none is due in an arm. */
    private Optional<Attrition> attrition(int metric, int arm) {
        return attrition(
                due(metric, arms.control()),
                sum(measured, metric, arms.control()),
                due(metric, arm),
                sum(measured, metric, arm));
    }

    static Optional<Attrition> attrition(long controlDue, long control, long treatmentDue, long treatment) {
        return controlDue == 0 || treatmentDue == 0
                ? Optional.empty()
                : Optional.of(new Attrition(
                        new Attrition.Arm(controlDue, control), new Attrition.Arm(treatmentDue, treatment)));
    }

    /** Of the metrics and arms of which values are missing. */
    List<Health.Loss> losses() {
        var losses = new ArrayList<Health.Loss>();
        for (int i = 0; i < metrics.size(); i++) {
            for (int arm : arms.treatments()) {
                Optional<Attrition> attrition = attrition(i, arm)
                        .filter(each ->
                                each.control().share() + each.treatment().share() > 0);
                if (attrition.isPresent()) {
                    losses.add(new Health.Loss(
                            metrics.get(i).name(),
                            arms.name(arm),
                            attrition.get().control().share(),
                            attrition.get().treatment().share(),
                            periods.several() ? within(i, arm) : attrition.get().p()));
                }
            }
        }
        return losses;
    }

    /** Within times of constant weights, by Cochran, Mantel and Haenszel's test; 1 where there is nothing to test. */
    private double within(int metric, int arm) {
        int control = arms.control();
        List<TwoProportions> tables = IntStream.range(0, periods.size())
                .filter(period -> due[period][control][metric] > 0 && due[period][arm][metric] > 0)
                .mapToObj(period -> new TwoProportions(
                        new Proportion(measured[period][control][metric], due[period][control][metric]),
                        new Proportion(measured[period][arm][metric], due[period][arm][metric])))
                .toList();
        boolean varies = tables.stream().anyMatch(ObservedUnits::varies);
        return varies ? new MantelHaenszel(tables).test(false).p() : 1;
    }

    private static boolean varies(TwoProportions table) {
        long yes = table.control().successes() + table.treatment().successes();
        return yes > 0 && yes < table.control().n() + table.treatment().n();
    }

    /** Of primary means and proportions of which values are missing; not where the plan's weights change. */
    List<Health.Bounds> bounds() {
        var bounds = new ArrayList<Health.Bounds>();
        for (int i = 0; i < kept[0].length && !periods.several(); i++) {
            for (int arm : arms.treatments()) {
                int metric = i;
                attrition(i, arm)
                        .filter(attrition -> bounded(metric) && attrition.difference() != 0)
                        .flatMap(_ -> bounds(metric, arm))
                        .ifPresent(bounds::add);
            }
        }
        return bounds;
    }

    /** Empty where they cannot be computed, as when no unit of an arm was measured. */
    private Optional<Health.Bounds> bounds(int metric, int arm) {
        try {
            LeeBounds lee = LeeBounds.of(
                    kept[arms.control()][metric].toArray(),
                    due(metric, arms.control()),
                    kept[arm][metric].toArray(),
                    due(metric, arm));
            double confidence = 1 - plan.inference().errors().alpha();
            return Optional.of(new Health.Bounds(
                    metrics.get(metric).name(), arms.name(arm), lee.bounds(), lee.interval(confidence)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
