package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.validity.Attrition;
import dev.fairlead.experiment.validity.CutTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether arms lose the same share of units: in all, at the level of validity checks, over metrics and arms (Holm); and by slice
 * and day, at the same level over metrics, arms, cuts and their cells together.
 */
final class AttritionCheck {
    private final Arms arms;
    private final ObservedUnits attended;
    private final Balance balance;
    private final List<PlannedMetric> metrics;
    private final double alpha;

    AttritionCheck(Arms arms, ObservedUnits attended, Balance balance, List<PlannedMetric> metrics, double alpha) {
        this.arms = arms;
        this.attended = attended;
        this.balance = balance;
        this.metrics = metrics;
        this.alpha = alpha;
    }

    /** A metric in an arm by a cut; {@code worst} is the least probable cell. */
    private record Within(String metric, String arm, String by, String cell, Attrition worst, double p) {}

    ValidityCheck check() {
        List<Health.Loss> losses = attended.losses();
        if (losses.isEmpty()) {
            return new ValidityCheck(Subject.DIFFERENTIAL_ATTRITION, Outcome.PASSED, "no value is missing");
        }
        double[] adjusted = Multiplicity.HOLM.adjust(
                losses.stream().mapToDouble(Health.Loss::p).toArray());
        int worst = least(adjusted, losses.stream().mapToDouble(Health.Loss::p).toArray());
        Health.Loss loss = losses.get(worst);
        String sentence =
                sentence(loss.metric(), loss.control(), loss.arm(), loss.treatment(), adjusted[worst], adjusted.length);
        boolean failed = adjusted[worst] <= alpha;
        List<Within> cuts = within();
        double[] within =
                Multiplicity.HOLM.adjust(cuts.stream().mapToDouble(Within::p).toArray());
        int least = least(within, within);
        if (within.length > 0 && within[least] <= alpha) {
            failed = true;
            Within cut = cuts.get(least);
            sentence += "; in " + cut.by() + " " + cut.cell() + " "
                    + sentence(
                            cut.metric(),
                            cut.worst().control().share(),
                            cut.arm(),
                            cut.worst().treatment().share(),
                            within[least],
                            1)
                    + " adjusted for all cells and cuts";
        }
        return new ValidityCheck(Subject.DIFFERENTIAL_ATTRITION, failed ? Outcome.FAILED : Outcome.PASSED, sentence);
    }

    private static int least(double[] adjusted, double[] p) {
        int least = 0;
        for (int i = 1; i < p.length; i++) {
            least = adjusted[i] < adjusted[least] || adjusted[i] == adjusted[least] && p[i] < p[least] ? i : least;
        }
        return least;
    }

    private static String sentence(String metric, double control, String arm, double treatment, double p, int tests) {
        return String.format(
                Locale.ROOT,
                "%s is missing of %.2f %% of control and %.2f %% of %s, %s",
                metric,
                100 * control,
                100 * treatment,
                arm,
                PValue.sentence(p, tests));
    }

    private List<Within> within() {
        var all = new ArrayList<Within>();
        for (Balance.Cut cut : balance.cuts()) {
            for (int metric = 0; metric < metrics.size() && !cut.name().equals(Balance.HOUR); metric++) {
                for (int arm : arms.treatments()) {
                    within(cut, metric, arm).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private Optional<Within> within(Balance.Cut cut, int metric, int arm) {
        int control = arms.control();
        var names = new ArrayList<String>();
        var cells = new ArrayList<Attrition>();
        cut.cells()
                .forEach((name, cell) -> ObservedUnits.attrition(
                                cell.due()[control][metric],
                                cell.measured()[control][metric],
                                cell.due()[arm][metric],
                                cell.measured()[arm][metric])
                        .filter(each ->
                                each.control().share() + each.treatment().share() > 0)
                        .ifPresent(each -> {
                            names.add(name);
                            cells.add(each);
                        }));
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        CutTest test = CutTest.ofAttrition(cells);
        return Optional.of(new Within(
                metrics.get(metric).metric().name(),
                arms.name(arm),
                cut.name(),
                names.get(test.worst()),
                cells.get(test.worst()),
                test.p()));
    }
}
