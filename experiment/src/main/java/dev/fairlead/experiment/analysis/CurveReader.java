package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.plan.EntryTimes;
import dev.fairlead.experiment.plan.Plan;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads primary metrics by the day on which units entered. Each day is read as if it were the next look after the plan's. */
final class CurveReader {
    private static final int FEWEST_DAYS = 3;

    private final Plan plan;
    private final Arms arms;
    private final AnalysisOptions terms;
    private final EntryTimes entered;
    private final Analysis analysis;

    CurveReader(Plan plan, Arms arms, AnalysisOptions terms, EntryTimes entered, Analysis analysis) {
        this.entered = entered;
        this.plan = plan;
        this.arms = arms;
        this.terms = terms;
        this.analysis = analysis;
    }

    List<Curve> curves() {
        var curves = new ArrayList<Curve>();
        for (int metric : analysis.curved()) {
            for (int arm : arms.treatments()) {
                if (!analysis.days().isEmpty()) {
                    curves.add(curve(metric, arm));
                }
            }
        }
        return curves;
    }

    private Curve curve(int metric, int arm) {
        Group until = analysis.nobody();
        long units = 0;
        var days = new ArrayList<Curve.Day>();
        for (Map.Entry<LocalDate, Analysis.Day> day : analysis.days().entrySet()) {
            until.merge(day.getValue().group());
            units += day.getValue().units()[0];
            day(day.getKey(), units, until, metric, arm).ifPresent(days::add);
        }
        String name = plan.metrics().primary().get(metric).metric().name();
        return new Curve(name, arms.name(arm), days, trend(metric, arm));
    }

    /** Empty as long as nothing can be compared. */
    private Optional<Curve.Day> day(LocalDate date, long units, Group until, int metric, int arm) {
        try {
            Looks looks = Looks.planned(plan.inference().monitoring(), units / arms.planned());
            Effect effect =
                    new Effects(plan, arms, terms, looks, entered, until).effect(until, metric, arm, Optional.empty());
            return Optional.of(new Curve.Day(
                    date, units, effect.reading().value(), effect.reading().interval()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Least squares of the effects on those who entered on each day, weighted by precision; days share no units. A change may
     * be of the effect (novelty wears off, habits form) or of who enters.
     */
    private Optional<Estimate> trend(int metric, int arm) {
        LocalDate first = analysis.days().firstKey();
        double weights = 0;
        double sum = 0;
        double squares = 0;
        double products = 0;
        double values = 0;
        int days = 0;
        for (Map.Entry<LocalDate, Analysis.Day> day : analysis.days().entrySet()) {
            Optional<Estimate> effect = daily(day.getValue().group(), metric, arm);
            if (effect.isPresent()) {
                double x = ChronoUnit.DAYS.between(first, day.getKey());
                double weight = 1 / Math.pow(effect.get().standardError(), 2);
                weights += weight;
                sum += weight * x;
                squares += weight * x * x;
                values += weight * effect.get().value();
                products += weight * x * effect.get().value();
                days++;
            }
        }
        if (days < FEWEST_DAYS) {
            return Optional.empty();
        }
        double spread = squares - sum * sum / weights;
        return Optional.of(Estimate.normal((products - sum * values / weights) / spread, 1 / Math.sqrt(spread)));
    }

    private Optional<Estimate> daily(Group group, int metric, int arm) {
        try {
            return Optional.of(Contrast.of(
                            group,
                            metric,
                            plan.metrics().primary().get(metric).metric().kind(),
                            arms.control(),
                            arm)
                    .difference());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
