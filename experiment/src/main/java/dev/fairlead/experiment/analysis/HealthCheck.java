package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.validity.Finding;
import dev.fairlead.experiment.validity.MultipleExposure;
import dev.fairlead.experiment.validity.SampleRatio;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Makes the checks that must hold before a verdict. */
final class HealthCheck {
    private final Arms arms;
    private final Surveyed surveyed;
    private final Terms terms;
    private final Analysis analysis;
    private final Looks looks;

    HealthCheck(Arms arms, Surveyed surveyed, Terms terms, Analysis analysis, Looks looks) {
        this.arms = arms;
        this.surveyed = surveyed;
        this.terms = terms;
        this.analysis = analysis;
        this.looks = looks;
    }

    Health health() {
        double p = new SampleRatio(arms.weights()).p(surveyed.counts());
        return new Health(
                armUnits(),
                p,
                surveyed.several().size(),
                List.of(sampleRatio(p), analysis.attended().check(terms.validityAlpha()), exposure()),
                analysis.attended().losses(),
                analysis.attended().bounds(),
                looks.share(),
                daysLeft());
    }

    private List<Health.ArmUnits> armUnits() {
        double sum = Arrays.stream(arms.weights()).sum();
        var units = new ArrayList<Health.ArmUnits>();
        for (int arm = 0; arm < arms.size(); arm++) {
            units.add(new Health.ArmUnits(arms.name(arm), surveyed.counts()[arm], arms.weights()[arm] / sum));
        }
        return units;
    }

    private ValidityCheck sampleRatio(double p) {
        boolean failed = p <= terms.validityAlpha();
        String counts = Arrays.stream(surveyed.counts())
                .mapToObj(Long::toString)
                .reduce((a, b) -> a + " : " + b)
                .orElse("");
        String sentence = String.format(
                Locale.ROOT,
                "the arms have %s units, p = %.2g%s",
                counts,
                p,
                failed
                        ? " that the plan's weights gave these (at most " + terms.validityAlpha()
                                + " stops the verdict): find out where units were lost or added"
                        : "");
        return new ValidityCheck(Subject.SAMPLE_RATIO, failed ? Outcome.FAILED : Outcome.PASSED, sentence);
    }

    private ValidityCheck exposure() {
        if (!surveyed.identified()) {
            return new ValidityCheck(
                    Subject.MULTIPLE_EXPOSURE,
                    Outcome.PASSED,
                    "not checked: by the caller's word each row is another unit");
        }
        long several = surveyed.several().size();
        Finding finding = new MultipleExposure(several, surveyed.units() + several).finding(terms.toleratedExposure());
        return new ValidityCheck(
                Subject.MULTIPLE_EXPOSURE,
                finding.blocks() ? Outcome.FAILED : Outcome.PASSED,
                several == 0 ? "no unit was in several arms" : finding.sentence() + "; they are left out");
    }

    /** At the pace from the first day to the last. */
    private OptionalLong daysLeft() {
        if (analysis.days().isEmpty()) {
            return OptionalLong.empty();
        }
        SortedMap<LocalDate, Analysis.Day> days = analysis.days();
        double elapsed = ChronoUnit.DAYS.between(days.firstKey(), days.lastKey()) + 1.0;
        double left = Math.max(0, arms.planned() - surveyed.units());
        return OptionalLong.of((long) Math.ceil(left * elapsed / surveyed.units()));
    }
}
