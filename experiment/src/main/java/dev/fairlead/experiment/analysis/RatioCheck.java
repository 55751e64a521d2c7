package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.distribution.ChiSquared;
import dev.fairlead.experiment.validity.CutTest;
import dev.fairlead.experiment.validity.SampleRatio;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The sample ratio of all units, at the level of validity checks; and within cuts, by slice, day and hour, at the same level for
 * all cells of all cuts together (Holm over cuts). So a sound experiment is stopped with a probability of at most twice the
 * level. Equal totals prove little: a fault of one hour that is made up for in others, or an allocation that changes between
 * days, leaves arms of other people.
 */
final class RatioCheck {
    private static final int MOST_NAMED = 3;

    private final SurveyResult surveyed;
    private final double alpha;
    private final Periods periods;
    private final double total;
    private final List<Health.Cut> cuts;

    RatioCheck(Periods periods, SurveyResult surveyed, Balance balance, double alpha) {
        this.periods = periods;
        this.surveyed = surveyed;
        this.alpha = alpha;
        total = periods.several() ? within(balance) : periods.ratio(0).p(surveyed.counts());
        cuts = cuts(balance.cuts());
    }

    /** Pearson's χ² within each time of constant weights, summed. */
    private double within(Balance balance) {
        double sum = 0;
        double df = 0;
        for (int period = 0; period < periods.size(); period++) {
            long[] counts = balance.period(period);
            if (Arrays.stream(counts).sum() > 0) {
                sum += periods.ratio(period).chiSquared(counts);
                df += counts.length - 1.0;
            }
        }
        return sum > 0 ? new ChiSquared(df).upper(sum) : 1;
    }

    /** Of all units. */
    double total() {
        return total;
    }

    List<Health.Cut> cuts() {
        return cuts;
    }

    private List<Health.Cut> cuts(List<Balance.Cut> read) {
        var tests = new ArrayList<CutTest>();
        for (Balance.Cut cut : read) {
            List<Balance.Cell> cells = List.copyOf(cut.cells().values());
            List<SampleRatio> ratios =
                    cells.stream().map(cell -> periods.ratio(cell.period())).toList();
            tests.add(CutTest.ofRatios(
                    ratios, cells.stream().map(Balance.Cell::counts).toList()));
        }
        double[] adjusted =
                Multiplicity.HOLM.adjust(tests.stream().mapToDouble(CutTest::p).toArray());
        var cuts = new ArrayList<Health.Cut>();
        for (int i = 0; i < adjusted.length; i++) {
            cuts.add(cut(read.get(i), tests.get(i), adjusted[i], read.size()));
        }
        return cuts;
    }

    private Health.Cut cut(Balance.Cut cut, CutTest test, double adjusted, int cuts) {
        var cells = new ArrayList<Health.CutCell>();
        cut.cells().forEach((value, cell) -> {
            int i = cells.size();
            cells.add(new Health.CutCell(
                    value,
                    Arrays.stream(cell.counts()).boxed().toList(),
                    test.cells()[i],
                    Math.min(1, cuts * test.cell(i))));
        });
        return new Health.Cut(cut.name(), cells, test.together(), adjusted, adjusted <= alpha);
    }

    ValidityCheck check() {
        boolean failed = total <= alpha || cuts.stream().anyMatch(Health.Cut::failed);
        var sentence = new StringBuilder("the arms have ")
                .append(counts(Arrays.stream(surveyed.counts()).boxed().toList()))
                .append(" units, ")
                .append(PValue.sentence(total));
        if (total <= alpha) {
            sentence.append(" that the plan's weights gave these");
        }
        cuts.stream()
                .filter(Health.Cut::failed)
                .forEach(cut -> sentence.append("; ").append(sentence(cut)));
        if (failed) {
            sentence.append(" (at most ")
                    .append(alpha)
                    .append(" stops the verdict): find out where units were lost or added");
            if (total > alpha || changed()) {
                sentence.append(
                        ", or, if the weights were changed on purpose, say so in the plan's \"allocation\" and units are"
                                + " compared within times of equal weights");
            }
        } else if (!cuts.isEmpty()) {
            sentence.append("; and as planned by ")
                    .append(cuts.stream().map(Health.Cut::by).collect(Collectors.joining(", ")));
        }
        if (periods.several()) {
            sentence.append("; units are compared within ")
                    .append(periods.size())
                    .append(" times of constant weights");
        }
        return new ValidityCheck(Subject.SAMPLE_RATIO, failed ? Outcome.FAILED : Outcome.PASSED, sentence.toString());
    }

    private boolean changed() {
        return cuts.stream().anyMatch(cut -> cut.failed() && cut.by().equals(Balance.DAY));
    }

    private String sentence(Health.Cut cut) {
        List<Health.CutCell> wrong = cut.cells().stream()
                .filter(cell -> cell.adjusted() <= alpha)
                .sorted(Comparator.comparingDouble(Health.CutCell::p))
                .toList();
        String adjusted = PValue.sentence(cut.adjusted()) + " adjusted for all cells and cuts";
        if (wrong.isEmpty()) {
            return "by " + cut.by() + " their shares change, " + adjusted;
        }
        String named = wrong.stream()
                .limit(MOST_NAMED)
                .map(cell -> counts(cell.units()) + " in " + cut.by() + " " + cell.value())
                .collect(Collectors.joining(", "));
        int more = wrong.size() - MOST_NAMED;
        return named + (more > 0 ? " and " + more + " more" : "") + ", " + adjusted;
    }

    private static String counts(List<Long> units) {
        return units.stream().map(String::valueOf).collect(Collectors.joining(" : "));
    }
}
