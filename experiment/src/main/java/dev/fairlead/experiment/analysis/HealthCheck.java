package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.plan.MissingCovariates;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.validity.Finding;
import dev.fairlead.experiment.validity.MultipleExposure;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Makes the checks that must hold before a verdict. */
final class HealthCheck {
    private final Plan plan;
    private final Arms arms;
    private final SurveyResult surveyed;
    private final AnalysisOptions terms;
    private final Analysis analysis;
    private final Looks looks;
    private final List<PlannedMetric> metrics;

    HealthCheck(Plan plan, Arms arms, SurveyResult surveyed, AnalysisOptions terms, Analysis analysis, Looks looks) {
        this.plan = plan;
        this.arms = arms;
        this.surveyed = surveyed;
        this.terms = terms;
        this.analysis = analysis;
        this.looks = looks;
        metrics = plan.metrics().all().toList();
    }

    Health health() {
        var ratio = new RatioCheck(new Periods(plan), surveyed, analysis.balance(), terms.validityAlpha());
        var attrition =
                new AttritionCheck(arms, analysis.attended(), analysis.balance(), metrics, terms.validityAlpha());
        return new Health(
                armUnits(),
                ratio.total(),
                surveyed.several().size(),
                List.of(ratio.check(), attrition.check(), exposure()),
                ratio.cuts(),
                analysis.attended().losses(),
                analysis.attended().bounds(),
                windows(),
                cohorts(),
                analysis.asOf(),
                notes(),
                looks.share(),
                surveyed.units() / arms.planned(),
                daysLeft());
    }

    private List<Health.ArmUnits> armUnits() {
        var periods = new Periods(plan);
        double[] planned = new double[arms.size()];
        for (int period = 0; period < periods.size(); period++) {
            double units = periods.several()
                    ? Arrays.stream(analysis.balance().period(period)).sum()
                    : 1;
            for (int arm = 0; arm < planned.length; arm++) {
                planned[arm] += units * periods.ratio(period).expected()[arm];
            }
        }
        double all = Arrays.stream(planned).sum();
        var units = new ArrayList<Health.ArmUnits>();
        for (int arm = 0; arm < arms.size(); arm++) {
            units.add(new Health.ArmUnits(arms.name(arm), surveyed.counts()[arm], planned[arm] / all));
        }
        return units;
    }

    private List<Health.Window> windows() {
        var windows = new ArrayList<Health.Window>();
        for (int i = 0; i < metrics.size(); i++) {
            for (int arm = 0; arm < arms.size(); arm++) {
                long over = analysis.attended().due(i, arm);
                windows.add(new Health.Window(
                        metrics.get(i).metric().name(),
                        arms.name(arm),
                        Math.toIntExact(metrics.get(i).metric().maturityDays()),
                        over,
                        analysis.attended().read(arm) - over));
            }
        }
        return windows;
    }

    private List<Health.Cohort> cohorts() {
        var cohorts = new ArrayList<Health.Cohort>();
        analysis.balance().days().forEach((day, cell) -> {
            var over = new ArrayList<Long>();
            for (int i = 0; i < metrics.size(); i++) {
                long sum = 0;
                for (long[] arm : cell.due()) {
                    sum += arm[i];
                }
                over.add(sum);
            }
            cohorts.add(new Health.Cohort(
                    LocalDate.parse(day), Arrays.stream(cell.rows()).boxed().toList(), over));
        });
        return cohorts;
    }

    private List<String> notes() {
        var notes = new ArrayList<String>();
        if (analysis.asOf().isEmpty()) {
            notes.add("windows are not enforced: without times of entry it is not known whose windows were over, so all"
                    + " units count");
        }
        for (int i = 0; i < surveyed.fillings().size(); i++) {
            long missing = surveyed.fillings().get(i).missing();
            if (missing > 0) {
                notes.add("the covariate " + plan.inference().covariates().get(i) + " is missing in " + missing
                        + (missing == 1 ? " row" : " rows")
                        + (plan.inference().missing() == MissingCovariates.DROP
                                ? ", which are left out of all metrics"
                                : ", which have its mean, and that it is missing is one more covariate"));
            }
        }
        return notes;
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
        SortedMap<String, Balance.Cell> days = analysis.balance().days();
        if (days.isEmpty()) {
            return OptionalLong.empty();
        }
        double elapsed =
                ChronoUnit.DAYS.between(LocalDate.parse(days.firstKey()), LocalDate.parse(days.lastKey())) + 1.0;
        double left = Math.max(0, arms.planned() - surveyed.units());
        return OptionalLong.of((long) Math.ceil(left * elapsed / surveyed.units()));
    }
}
