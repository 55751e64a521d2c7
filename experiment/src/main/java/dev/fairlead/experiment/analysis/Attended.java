package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.validity.Attrition;
import dev.fairlead.experiment.validity.LeeBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many units each metric was measured in: a fold. Where the plan expects attrition it keeps the values of primary means
 * and proportions, 8 bytes a unit, because Lee's bounds need them in order.
 */
final class Attended {
    private final Plan plan;
    private final Arms arms;
    private final List<Metric> metrics;
    private final long[] assigned;
    private final long[][] measured;
    private final Values[][] kept;

    Attended(Plan plan, Arms arms, Shape shape) {
        this.plan = plan;
        this.arms = arms;
        this.metrics = shape.metrics();
        assigned = new long[arms.size()];
        measured = new long[arms.size()][metrics.size()];
        int primaries =
                plan.inference().attrition() > 0 ? plan.metrics().primary().size() : 0;
        kept = new Values[arms.size()][primaries];
        for (Values[] arm : kept) {
            Arrays.setAll(arm, _ -> new Values());
        }
    }

    void accept(Observation unit) {
        int arm = unit.arm();
        assigned[arm]++;
        for (int i = 0; i < metrics.size(); i++) {
            if (unit.measured(i)) {
                measured[arm][i]++;
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

    void merge(Attended other) {
        for (int arm = 0; arm < assigned.length; arm++) {
            assigned[arm] += other.assigned[arm];
            for (int i = 0; i < metrics.size(); i++) {
                measured[arm][i] += other.measured[arm][i];
            }
            for (int i = 0; i < kept[arm].length; i++) {
                kept[arm][i].merge(other.kept[arm][i]);
            }
        }
    }

    private Attrition attrition(int metric, int arm) {
        int control = arms.control();
        return new Attrition(
                new Attrition.Arm(assigned[control], measured[control][metric]),
                new Attrition.Arm(assigned[arm], measured[arm][metric]));
    }

    /** Of the metrics and arms of which values are missing. */
    List<Health.Loss> losses() {
        var losses = new ArrayList<Health.Loss>();
        for (int i = 0; i < metrics.size(); i++) {
            for (int arm : arms.treatments()) {
                Attrition attrition = attrition(i, arm);
                if (attrition.control().share() + attrition.treatment().share() > 0) {
                    losses.add(new Health.Loss(
                            metrics.get(i).name(),
                            arms.name(arm),
                            attrition.control().share(),
                            attrition.treatment().share(),
                            attrition.p()));
                }
            }
        }
        return losses;
    }

    /** Fails if one of the differences, adjusted for all by Holm, is significant. */
    ValidityCheck check(double alpha) {
        List<Health.Loss> losses = losses();
        if (losses.isEmpty()) {
            return check(ValidityCheck.Outcome.PASSED, "no value is missing");
        }
        double[] adjusted = Multiplicity.HOLM.adjust(
                losses.stream().mapToDouble(Health.Loss::p).toArray());
        int worst = 0;
        for (int i = 1; i < adjusted.length; i++) {
            worst = losses.get(i).p() < losses.get(worst).p() ? i : worst;
        }
        Health.Loss loss = losses.get(worst);
        String sentence = String.format(
                Locale.ROOT,
                "%s is missing of %.2f %% of control and %.2f %% of %s, adjusted p = %.2g",
                loss.metric(),
                100 * loss.control(),
                100 * loss.treatment(),
                loss.arm(),
                adjusted[worst]);
        return check(adjusted[worst] <= alpha ? ValidityCheck.Outcome.FAILED : ValidityCheck.Outcome.PASSED, sentence);
    }

    private static ValidityCheck check(ValidityCheck.Outcome outcome, String sentence) {
        return new ValidityCheck(ValidityCheck.Subject.DIFFERENTIAL_ATTRITION, outcome, sentence);
    }

    /** Of primary means and proportions of which values are missing. */
    List<Health.Bounds> bounds() {
        var bounds = new ArrayList<Health.Bounds>();
        for (int i = 0; i < kept[0].length; i++) {
            for (int arm : arms.treatments()) {
                Attrition attrition = attrition(i, arm);
                if (bounded(i) && attrition.difference() != 0) {
                    bounds.add(bounds(i, arm));
                }
            }
        }
        return bounds;
    }

    private Health.Bounds bounds(int metric, int arm) {
        LeeBounds lee = LeeBounds.of(
                kept[arms.control()][metric].toArray(),
                assigned[arms.control()],
                kept[arm][metric].toArray(),
                assigned[arm]);
        double confidence = 1 - plan.inference().errors().alpha();
        return new Health.Bounds(metrics.get(metric).name(), arms.name(arm), lee.bounds(), lee.interval(confidence));
    }
}
