package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.decision.Evidence;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Lift;
import dev.fairlead.experiment.plan.AnalysisRequest;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.EntryTimes;
import dev.fairlead.experiment.plan.Inference;
import dev.fairlead.experiment.plan.LiftScale;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.Standing;
import java.util.Arrays;
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
    private final AnalysisOptions terms;
    private final Looks looks;
    private final Monitor monitor;
    private final List<PlannedMetric> metrics;
    /** The variance of a pair of units in the first primary metric, by arm. */
    private final double[] unitScale;

    /** Why not, where the first primary metric cannot be compared; empty where it can. */
    private final String[] unscaled;

    private final boolean periods;
    private final EntryTimes entered;

    Effects(Plan plan, Arms arms, AnalysisOptions terms, Looks looks, EntryTimes entered, Group all) {
        this.entered = entered;
        periods = new Periods(plan).several();
        this.plan = plan;
        this.arms = arms;
        this.terms = terms;
        this.looks = looks;
        monitor = Monitor.of(plan.inference().monitoring(), alpha(), looks);
        metrics = plan.metrics().all().toList();
        unitScale = new double[arms.size()];
        unscaled = new String[arms.size()];
        Arrays.fill(unscaled, "");
        for (int arm : arms.treatments()) {
            unitScale[arm] = 1;
            try {
                unitScale[arm] = measure(contrast(all, 0, arm), 0, arm).pairVariance();
            } catch (IllegalArgumentException e) {
                unscaled[arm] = String.valueOf(e.getMessage());
            }
        }
    }

    private double alpha() {
        return plan.inference().errors().alpha();
    }

    private Contrast contrast(Group group, int metric, int arm) {
        MetricKind kind = metrics.get(metric).metric().kind();
        if (periods && kind instanceof MetricKind.Quantile) {
            throw new IllegalArgumentException(
                    "a quantile has no comparison within times of constant weights, and the plan's"
                            + " allocation changes; analyse each of those times by itself");
        }
        return Contrast.of(group, metric, kind, arms.control(), arm);
    }

    private Measure measure(Contrast contrast, int metric, int arm) {
        var plain = new Measure(contrast.tested(), contrast.smaller(), 1);
        if (metric > 0 && monitor instanceof Monitor.Mixture && !unscaled[arm].isEmpty()) {
            throw new IllegalArgumentException("the mixture's variance is in units of the metric "
                    + metrics.getFirst().metric().name() + ", which cannot be compared: " + unscaled[arm]);
        }
        return metric == 0
                ? plain
                : new Measure(plain.difference(), plain.units(), plain.pairVariance() / unitScale[arm]);
    }

    /**
     * The effect, its standing that of the whole or of a slice.
     *
     * @throws IllegalArgumentException if the metric cannot be compared
     */
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
                lift(contrast, measure, planned, critical),
                OptionalDouble.empty(),
                contrast.method(),
                contrast.varianceReduction(),
                standing(planned, slice));
    }

    /**
     * Its p-value is that of a difference which is as many standard errors from 0 as the change is on its scale, so that it
     * is below alpha where the interval excludes 0, whatever the monitoring. Small counts have the exact test of both. Empty
     * where the scale has no such change.
     */
    private Optional<Effect.Lift> lift(Contrast contrast, Measure measure, PlannedMetric planned, double critical) {
        Direction direction = planned.metric().direction();
        Lift.Scale scale = plan.inference().lift() == LiftScale.DELTA ? Lift.Scale.PLAIN : Lift.Scale.LOG;
        Comparison of = contrast.arms();
        if (of.control().value() <= 0) {
            return Optional.empty();
        }
        Lift lift = of.lift();
        double value = of.treatment().value() / of.control().value() - 1;
        if (contrast.small().isPresent()) {
            Interval interval = open(contrast.small().get().lift(critical), planned);
            return Optional.of(new Effect.Lift(value, interval, p(measure, direction)));
        }
        if (scale == Lift.Scale.LOG && of.treatment().value() <= 0) {
            return Optional.empty();
        }
        Estimate change = scale.of(lift);
        double error = measure.difference().standardError();
        var alike = new Estimate(change.statistic(0) * error, error, change.df());
        Interval interval = open(around(change, critical), planned);
        return Optional.of(new Effect.Lift(
                value,
                new Interval(scale.lift(interval.low()), scale.lift(interval.high())),
                p(new Measure(alike, measure.units(), measure.scale()), direction)));
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

    /** Of a planned metric in the whole, or in a slice. */
    Standing standing(PlannedMetric planned, Optional<AnalysisRequest.Subgroup> slice) {
        Inference inference = plan.inference();
        var request = new AnalysisRequest(
                planned.metric(),
                inference.monitoring(),
                slice,
                looks.share(),
                inference.covariates(),
                inference.strata());
        return terms.history()
                .map(history -> Standing.of(history, request, entered))
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
