package dev.fairlead.launch;

import dev.fairlead.experiment.decision.Alarm;
import dev.fairlead.experiment.decision.Guardrail;
import dev.fairlead.experiment.decision.GuardrailMonitor;
import dev.fairlead.experiment.decision.GuardrailReading;
import dev.fairlead.experiment.decision.QuantileReading;
import dev.fairlead.experiment.decision.RateReading;
import dev.fairlead.experiment.decision.Reading;
import dev.fairlead.experiment.decision.SequentialTest;
import dev.fairlead.experiment.outcome.LiveOutcomes;
import dev.fairlead.experiment.outcome.PairSums;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Watch;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads guardrails from what was summed up, and holds them against their margins. */
final class GuardrailReader {
    private static final double MIB = 1 << 20;

    private final WatchedDecisions decisions;
    private final Optional<LiveOutcomes> outcomes;
    private final HeapGrowth heap;

    GuardrailReader(WatchedDecisions decisions, Optional<LiveOutcomes> outcomes, HeapGrowth heap) {
        this.decisions = decisions;
        this.outcomes = outcomes;
        this.heap = heap;
    }

    /**
     * What is compared.
     *
     * @param slice in words; empty for all
     * @param units which of the arms' cells
     */
    record Group(Arm control, Arm treatment, String slice, Predicate<CellKey> units) {
        private Predicate<CellKey> of(Arm arm) {
            return key -> key.arm().equals(arm.name()) && units.test(key);
        }

        private double share() {
            return treatment.weight() / (treatment.weight() + control.weight());
        }
    }

    /** A reading, with what it reads in each arm. */
    private record Read(GuardrailReading reading, double control, double treatment) {}

    /** @param alpha that may be spent on it, over all looks */
    GuardrailState look(Watch.Guardrail guardrail, Group group, double alpha, Instant at) {
        if (guardrail.watched() instanceof Watch.Watched.OfMemory) {
            return memory(guardrail, group);
        }
        try {
            Optional<Read> read = read(guardrail, group, at);
            return read.map(found -> judged(guardrail, group, alpha, found)).orElseGet(() -> noData(guardrail, group));
        } catch (IllegalArgumentException e) {
            return state(
                    guardrail,
                    group,
                    GuardrailState.Outcome.UNKNOWN,
                    0,
                    Double.NaN,
                    Double.NaN,
                    String.valueOf(e.getMessage()));
        }
    }

    private GuardrailState memory(Watch.Guardrail guardrail, Group group) {
        Optional<HeapGrowth.Growth> most = heap.most(guardrail.minimumUnits());
        if (most.isEmpty()) {
            String sentence = "the heap was measured " + heap.measurements() + " times since the step began, of the "
                    + guardrail.minimumUnits() + " that it needs";
            return state(
                    guardrail,
                    group,
                    GuardrailState.Outcome.NO_DATA,
                    heap.measurements(),
                    Double.NaN,
                    Double.NaN,
                    sentence);
        }
        double before = most.get().before() / MIB;
        double now = most.get().now() / MIB;
        double limit = before + (guardrail.relative() ? before : 1) * guardrail.margin();
        boolean breached = now > limit;
        String sentence = String.format(
                Locale.ROOT,
                "%s: the heap in use after collection of process %s grew from %.1f to %.1f MiB since the step began, beyond %.1f; whose"
                        + " arm's it is cannot be told",
                guardrail.name(),
                most.get().process(),
                before,
                now,
                limit);
        return state(
                guardrail,
                group,
                breached ? GuardrailState.Outcome.BREACHED : GuardrailState.Outcome.WITHIN,
                most.get().measurements(),
                before,
                now,
                breached ? sentence : "");
    }

    private static GuardrailState state(
            Watch.Guardrail guardrail,
            Group group,
            GuardrailState.Outcome outcome,
            long units,
            double control,
            double treatment,
            String sentence) {
        return new GuardrailState(
                guardrail.name(), group.treatment.name(), group.slice, outcome, units, control, treatment, sentence);
    }

    private GuardrailState noData(Watch.Guardrail guardrail, Group group) {
        long units = Math.min(units(guardrail, group.of(group.control)), units(guardrail, group.of(group.treatment)));
        return state(
                guardrail,
                group,
                GuardrailState.Outcome.NO_DATA,
                units,
                Double.NaN,
                Double.NaN,
                "the smaller arm has " + units + " units of the " + guardrail.minimumUnits() + " that it needs");
    }

    private GuardrailState judged(Watch.Guardrail guardrail, Group group, double alpha, Read read) {
        Guardrail watched = new Guardrail(
                guardrail.name(),
                guardrail.direction(),
                guardrail.relative() ? 0 : guardrail.margin(),
                new SequentialTest.ConfidenceSequence(narrowest(guardrail, group)));
        Optional<Alarm> alarm = new GuardrailMonitor(Map.of(watched, alpha)).accept(read.reading);
        return state(
                guardrail,
                group,
                alarm.isPresent() ? GuardrailState.Outcome.BREACHED : GuardrailState.Outcome.WITHIN,
                read.reading.units(),
                read.control,
                read.treatment,
                alarm.map(Alarm::sentence).orElse(""));
    }

    /** Between the first reading and the last: where harm should show. */
    private static double narrowest(Watch.Guardrail guardrail, Group group) {
        double planned = Math.min(group.control.units(), group.treatment.units());
        return Math.sqrt(guardrail.minimumUnits() * Math.max(planned, guardrail.minimumUnits()));
    }

    private Optional<Read> read(Watch.Guardrail guardrail, Group group, Instant at) {
        long control = units(guardrail, group.of(group.control));
        long treatment = units(guardrail, group.of(group.treatment));
        if (Math.min(control, treatment) < guardrail.minimumUnits()) {
            failed(guardrail);
            return Optional.empty();
        }
        return Optional.of(
                switch (guardrail.watched()) {
                    case Watch.Watched.OfDecisions(Watch.Measure measure)
                    when measure.rate() -> rate(guardrail, measure, group, at);
                    case Watch.Watched.OfDecisions(Watch.Measure measure)
                    when measure == Watch.Measure.LATENCY_MEAN ->
                        normal(
                                guardrail,
                                decisions.sum(group.of(group.control)).latency().ratio(),
                                decisions
                                        .sum(group.of(group.treatment))
                                        .latency()
                                        .ratio(),
                                Math.min(control, treatment),
                                at);
                    case Watch.Watched.OfDecisions(Watch.Measure measure) -> quantile(guardrail, measure, group, at);
                    case Watch.Watched.OfMetric metric -> metric(guardrail, metric.key(), group, at);
                    case Watch.Watched.OfMemory _ -> throw new IllegalStateException("memory is of no arm");
                });
    }

    /** @throws IllegalArgumentException if the events that a metric is computed from cannot be measured */
    private void failed(Watch.Guardrail guardrail) {
        if (guardrail.watched() instanceof Watch.Watched.OfMetric
                && !outcomes().problem().isEmpty()) {
            throw new IllegalArgumentException(outcomes().problem());
        }
    }

    private LiveOutcomes outcomes() {
        return outcomes.orElseThrow(() -> new IllegalArgumentException(
                "the plan has metrics that are not computed from events, so none of its metrics is watched"));
    }

    /** Units that the guardrail can be read of. */
    private long units(Watch.Guardrail guardrail, Predicate<CellKey> which) {
        return switch (guardrail.watched()) {
            case Watch.Watched.OfDecisions(Watch.Measure measure)
            when measure.rate() -> decisions.sum(which).units();
            case Watch.Watched.OfDecisions(Watch.Measure measure)
            when measure == Watch.Measure.LATENCY_MEAN ->
                decisions.sum(which).latency().n();
            case Watch.Watched.OfDecisions _ -> decisions.sum(which).timed();
            case Watch.Watched.OfMetric metric -> sums(metric.key(), which).n();
            case Watch.Watched.OfMemory _ -> throw new IllegalStateException("memory is of no arm");
        };
    }

    private PairSums sums(String metric, Predicate<CellKey> which) {
        PairSums sum = new PairSums();
        for (String cell : outcomes().cells()) {
            if (which.test(CellKey.of(cell))) {
                sum.add(outcomes().sums(cell, metric));
            }
        }
        return sum;
    }

    private Read rate(Watch.Guardrail guardrail, Watch.Measure measure, Group group, Instant at) {
        boolean first = guardrail.margin() > 0 && !guardrail.relative();
        return rate(
                guardrail,
                count(measure, decisions.sum(group.of(group.control)), first),
                count(measure, decisions.sum(group.of(group.treatment)), first),
                group,
                at);
    }

    private static RateReading.Count count(Watch.Measure measure, DecisionCell cell, boolean first) {
        return new RateReading.Count(
                measure == Watch.Measure.ERRORS ? cell.errors(first) : cell.fallbacks(first), cell.units());
    }

    private static Read rate(
            Watch.Guardrail guardrail,
            RateReading.Count control,
            RateReading.Count treatment,
            Group group,
            Instant at) {
        return new Read(
                new RateReading(at, guardrail.name(), control, treatment, group.share(), tolerated(guardrail)),
                control.events() / (double) control.units(),
                treatment.events() / (double) treatment.units());
    }

    /** How many times the lesser of the two is accepted. */
    private static double tolerated(Watch.Guardrail guardrail) {
        if (!guardrail.relative()) {
            return 1;
        }
        return guardrail.direction() == Direction.DECREASE ? 1 + guardrail.margin() : 1 / (1 - guardrail.margin());
    }

    private Read quantile(Watch.Guardrail guardrail, Watch.Measure measure, Group group, Instant at) {
        DecisionCell control = decisions.sum(group.of(group.control));
        DecisionCell treatment = decisions.sum(group.of(group.treatment));
        return new Read(
                new QuantileReading(
                        at,
                        guardrail.name(),
                        measure.level(),
                        new QuantileReading.Sample(control.timed(), control::quantile),
                        new QuantileReading.Sample(treatment.timed(), treatment::quantile),
                        tolerated(guardrail)),
                control.quantile(measure.level()),
                treatment.quantile(measure.level()));
    }

    private Read metric(Watch.Guardrail guardrail, String name, Group group, Instant at) {
        failed(guardrail);
        PairSums control = sums(name, group.of(group.control));
        PairSums treatment = sums(name, group.of(group.treatment));
        long units = Math.min(control.n(), treatment.n());
        return switch (outcomes().kind(name)) {
            case MetricKind.Proportion _ ->
                rate(
                        guardrail,
                        new RateReading.Count(Math.round(control.sum()), control.n()),
                        new RateReading.Count(Math.round(treatment.sum()), treatment.n()),
                        group,
                        at);
            case MetricKind.Ratio _ -> normal(guardrail, control.ratio(), treatment.ratio(), units, at);
            default -> normal(guardrail, control.mean(), treatment.mean(), units, at);
        };
    }

    private static Read normal(
            Watch.Guardrail guardrail, PairSums.Level control, PairSums.Level treatment, long units, Instant at) {
        double factor = !guardrail.relative()
                ? 1
                : guardrail.direction() == Direction.DECREASE ? 1 + guardrail.margin() : 1 - guardrail.margin();
        return new Read(
                new Reading(at, guardrail.name(), PairSums.difference(control, treatment, factor), units),
                control.value(),
                treatment.value());
    }
}
