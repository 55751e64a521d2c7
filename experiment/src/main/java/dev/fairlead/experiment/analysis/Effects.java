package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.decision.Evidence;
import dev.fairlead.experiment.plan.AnalysisRequest;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.Inference;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Standing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads groups as a plan says, at one look. */
final class Effects {
    /** So that a one-sided test at one half or more still has an interval. */
    private static final double WIDEST = 0.9999;

    private static final String UNLOCKED =
            "the plan is not locked: nothing shows that it was there before the data; analyse with its history";

    private final Plan plan;
    private final Arms arms;
    private final Terms terms;
    private final Looks looks;
    private final Monitor monitor;
    private final List<PlannedMetric> metrics;
    /** The variance of a pair of units in the first primary metric, by arm. */
    private final double[] unitScale;

    Effects(Plan plan, Arms arms, Terms terms, Looks looks, Group all) {
        this.plan = plan;
        this.arms = arms;
        this.terms = terms;
        this.looks = looks;
        monitor = Monitor.of(plan.inference().monitoring(), alpha(), looks);
        metrics = plan.metrics().all().toList();
        unitScale = new double[arms.size()];
        for (int arm : arms.treatments()) {
            unitScale[arm] = 1;
            unitScale[arm] = measure(contrast(all, 0, arm), 0, arm).pairVariance();
        }
    }

    private double alpha() {
        return plan.inference().errors().alpha();
    }

    Contrast contrast(Group group, int metric, int arm) {
        try {
            return Contrast.of(group, metric, metrics.get(metric).metric().kind(), arms.control(), arm);
        } catch (IllegalArgumentException e) {
            throw unreadable(metric, arm, e);
        }
    }

    private IllegalArgumentException unreadable(int metric, int arm, IllegalArgumentException e) {
        return new IllegalArgumentException(
                "the metric " + metrics.get(metric).metric().name() + " cannot be compared between \""
                        + arms.name(arms.control()) + "\" and \"" + arms.name(arm) + "\": " + e.getMessage(),
                e);
    }

    Measure measure(Contrast contrast, int metric, int arm) {
        try {
            var plain = new Measure(contrast.tested(), contrast.smaller(), 1);
            return metric == 0
                    ? plain
                    : new Measure(plain.difference(), plain.units(), plain.pairVariance() / unitScale[arm]);
        } catch (IllegalArgumentException e) {
            throw unreadable(metric, arm, e);
        }
    }

    /** The effect, its standing that of the whole or of a slice. */
    Effect effect(Group group, int metric, int arm, Optional<AnalysisRequest.Subgroup> slice) {
        Contrast contrast = contrast(group, metric, arm);
        Measure measure = measure(contrast, metric, arm);
        PlannedMetric planned = metrics.get(metric);
        boolean guardrail = planned instanceof PlannedMetric.Guardrail;
        double critical = monitor.critical(guardrail || oneSided() ? oneSidedAlpha() : alpha(), measure);
        return new Effect(
                planned,
                arms.name(arm),
                contrast.arms().control().value(),
                contrast.arms().treatment().value(),
                contrast.units(),
                reading(contrast, measure, planned, critical),
                lift(contrast, planned, critical),
                OptionalDouble.empty(),
                contrast.method(),
                contrast.varianceReduction(),
                standing(planned, slice));
    }

    private Optional<Effect.Lift> lift(Contrast contrast, PlannedMetric planned, double critical) {
        if (contrast.small().isPresent() && contrast.arms().control().value() > 0) {
            double ratio = contrast.arms().treatment().value()
                    / contrast.arms().control().value();
            return contrast.small().map(small -> new Effect.Lift(ratio - 1, open(small.lift(critical), planned)));
        }
        return contrast.lift().map(lift -> new Effect.Lift(lift.value(), open(around(lift, critical), planned)));
    }

    private boolean oneSided() {
        return plan.inference().errors().sides() == 1;
    }

    /** The two-sided alpha whose bound on one side errs with the plan's alpha. */
    private double oneSidedAlpha() {
        return monitor.symmetric() ? Math.min(WIDEST, 2 * alpha()) : alpha();
    }

    private Reading reading(Contrast contrast, Measure measure, PlannedMetric planned, double critical) {
        Estimate difference = measure.difference();
        boolean both = planned instanceof PlannedMetric.Guardrail;
        return new Reading(
                contrast.arms().treatment().value() - contrast.arms().control().value(),
                difference.standardError(),
                open(
                        contrast.small()
                                .map(small -> small.difference(critical))
                                .orElseGet(() -> around(difference, critical)),
                        planned),
                both ? 1 - oneSidedAlpha() : 1 - alpha(),
                p(measure, planned.metric().direction()));
    }

    private static Interval around(Estimate estimate, double critical) {
        double half = critical * estimate.standardError();
        return new Interval(estimate.value() - half, estimate.value() + half);
    }

    /** Open on the good side if the plan's test has one side, but for guardrails. */
    private Interval open(Interval both, PlannedMetric planned) {
        if (!oneSided() || planned instanceof PlannedMetric.Guardrail) {
            return both;
        }
        return planned.metric().direction() == Direction.INCREASE
                ? new Interval(both.low(), Double.POSITIVE_INFINITY)
                : new Interval(Double.NEGATIVE_INFINITY, both.high());
    }

    private double p(Measure measure, Direction direction) {
        double p = monitor.p(measure);
        if (!oneSided()) {
            return p;
        }
        boolean good = direction.good(measure.difference().value()) > 0;
        if (monitor.symmetric()) {
            return good ? p / 2 : 1 - p / 2;
        }
        return good ? p : 1;
    }

    private Standing standing(PlannedMetric planned, Optional<AnalysisRequest.Subgroup> slice) {
        Inference inference = plan.inference();
        var request = new AnalysisRequest(
                planned.metric(),
                inference.monitoring(),
                slice,
                looks.share(),
                inference.covariates(),
                inference.strata());
        return terms.history()
                .map(history -> Standing.of(history, request))
                .orElseGet(() -> new Standing.Exploratory(List.of(UNLOCKED)));
    }

    /** What the decision rule takes of an effect. */
    Evidence evidence(Group group, int metric, int arm, Effect effect) {
        Contrast contrast = contrast(group, metric, arm);
        Measure measure = measure(contrast, metric, arm);
        return monitor instanceof Monitor.Fixed && contrast.small().isEmpty()
                ? new Evidence.Fixed(measure.difference())
                : new Evidence.Sequential(
                        effect.reading().value(), effect.reading().interval(), monitor.p(measure));
    }
}
